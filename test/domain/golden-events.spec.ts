import { Ajv } from 'ajv';
import { encodeEvents } from '../../src/commands/event-codec.js';
import type { Actor } from '../../src/commands/command-context.js';
import { goldenNames, readGolden, writeMissingGolden } from '../support/golden.js';
import { catalogues, definitions, fileNameOf } from './catalogues.js';
import { exampleEvent } from './example-event.js';

/** `UPDATE_GOLDEN=1 npx jest test/domain` writes what is missing and never touches what is there. */
interface GoldenEvent {
  readonly type: string;
  readonly version: number;
  readonly stream: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly created: string;
}

for (const catalogue of catalogues) {
  for (const definition of Object.values(catalogue.events)) {
    writeMissingGolden('events', fileNameOf(definition), () => exampleEvent(catalogue, definition));
  }
}
const golden = (name: string): GoldenEvent => readGolden('events', name) as GoldenEvent;
const ajv = new Ajv({ strict: true });

describe('Golden events', () => {
  it('are there for every version of every event of every catalogue, and for no other', () => {
    const every = definitions.flatMap(({ type, version }) =>
      Array.from({ length: version }, (_, index) => fileNameOf({ type, version: index + 1 })),
    );
    expect(goldenNames('events')).toEqual(every.sort());
  });

  it.each(definitions.map((definition) => [fileNameOf(definition), definition] as const))(
    '%s fits its schema',
    (name, { type, version, schema }) => {
      const fits = ajv.compile(schema.json);
      expect([golden(name).type, golden(name).version]).toEqual([type, version]);
      expect([fits(golden(name).data), fits.errors]).toEqual([true, null]);
    },
  );

  it.each(
    catalogues.flatMap(({ category, events }) =>
      Object.values(events).map((event) => [fileNameOf(event), category, events] as const),
    ),
  )('%s is what the service would write', (name, category, events) => {
    const { type, stream, data, metadata, created } = golden(name);
    const context = {
      actor: metadata['actor'] as Actor,
      request_id: metadata['requestId'] as string | null,
      correlation_id: String(metadata['$correlationId']),
      causation_id: String(metadata['$causationId']),
      command_id: String(metadata['commandId']),
      is_admin: false,
    };
    const [written] = encodeEvents(events, stream, [{ type, data }], {
      context,
      revision: 0n,
      node: String(metadata['node']),
    });
    expect(written).toMatchObject({ type, data, metadata });
    expect(Object.keys(written?.metadata ?? {}).sort()).toEqual(Object.keys(metadata).sort());
    expect(stream.startsWith(`${category}-`)).toBe(true);
    expect(new Date(created).toISOString()).toBe(created);
  });
});
