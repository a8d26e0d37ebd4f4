const uuid = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/g;
const wholeUuid = new RegExp(`^${uuid.source}$`);
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/;
/** The posix driver's containers begin with the first letters of the id. */
const container = /^[\da-f]{2}\/[\da-f]{2}\/([\da-f]{2})([\da-f]{2})/;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Holds a running service against recorded answers of another one. Ids differ from run to run, but not freely: where the
 * recording says the same id twice, so must the service.
 */
export class Correspondence {
  readonly #ours = new Map<string, string>();

  constructor(private readonly replacements: readonly (readonly [string, string])[]) {}

  bind(recorded: string, ours: string): void {
    this.#ours.set(recorded, ours);
  }

  /** The service's id for a recorded one. */
  ours(recorded: string): string {
    return this.#ours.get(recorded) ?? recorded;
  }

  /** A recorded text as this service would write it. */
  translate(text: string): string {
    const replaced = this.replacements.reduce((found, [from, to]) => found.replaceAll(from, to), text);
    return replaced.replace(uuid, (id) => this.ours(id)).replace(container, '$1/$2/$1$2');
  }

  /** Where the two differ, one line each; new ids are learnt on the way. */
  differences(recorded: unknown, ours: unknown, path = ''): readonly string[] {
    if (typeof recorded === 'string' && typeof ours === 'string') return this.#texts(recorded, ours, path);
    if (Array.isArray(recorded) && Array.isArray(ours)) return this.#lists(recorded, ours, path);
    if (isRecord(recorded) && isRecord(ours)) return this.#records(recorded, ours, path);
    return Object.is(recorded, ours)
      ? []
      : [`${path}: ${JSON.stringify(recorded)} != ${JSON.stringify(ours)}`];
  }

  #texts(recorded: string, ours: string, path: string): readonly string[] {
    if (time.test(recorded) && time.test(ours)) return [];
    const unknown = wholeUuid.test(recorded) && wholeUuid.test(ours) && !this.#ours.has(recorded);
    if (unknown && ![...this.#ours.values()].includes(ours)) this.bind(recorded, ours);
    const wanted = this.translate(recorded);
    return wanted === ours ? [] : [`${path}: ${JSON.stringify(wanted)} != ${JSON.stringify(ours)}`];
  }

  #lists(recorded: readonly unknown[], ours: readonly unknown[], path: string): readonly string[] {
    if (recorded.length !== ours.length) return [`${path}: ${recorded.length} items != ${ours.length} items`];
    return recorded.flatMap((item, index) => this.differences(item, ours[index], `${path}[${index}]`));
  }

  #records(
    recorded: Readonly<Record<string, unknown>>,
    ours: Readonly<Record<string, unknown>>,
    path: string,
  ): readonly string[] {
    const keys = new Set([...Object.keys(recorded), ...Object.keys(ours)]);
    return [...keys].flatMap((key) => {
      const place = path === '' ? key : `${path}.${key}`;
      if (!Object.hasOwn(ours, key)) return [`${place}: is missing`];
      if (!Object.hasOwn(recorded, key)) return [`${place}: is too much`];
      return this.differences(recorded[key], ours[key], place);
    });
  }
}
