/** Objects whose keys are anybody's words, a driver's among them. */
const free = /(^|\.)(metadata|extra_specs|specs|volume_image_metadata|connection_info|object|capabilities)$/;

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

/**
 * Which members an answer has and of what kind each is, without what depends on what there is: items of a list count as one, names
 * that people choose and quotas of volume types do not count.
 */
export const shapeOf = (value: unknown, path = '', shape = new Map<string, Set<string>>()): Shape => {
  const kinds = shape.get(path) ?? new Set();
  shape.set(path, kinds.add(kindOf(value)));
  if (free.test(path)) return shape;
  if (Array.isArray(value)) for (const item of value) shapeOf(item, `${path}[]`, shape);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      if (/^(volumes|gigabytes|snapshots)_/.test(name)) continue;
      shapeOf(member, path === '' ? name : `${path}.${name}`, shape);
    }
  }
  return shape;
};

/**
 * Members that the same call has for an administrator only, as the recordings were made; with `with_count` only; or of volumes that
 * have image metadata only.
 */
const sometimes =
  /\.(cluster_name|qos_specs_id|provider_id|migration_status|os-vol-mig-status-attr:\w+|os-vol-host-attr:host|volume_image_metadata)$|^count$/;

/** Kinds of values by the path of the member that has them. */
export type Shape = ReadonlyMap<string, ReadonlySet<string>>;

/** Where ours is not like theirs, one line each. A list that is empty on one side says nothing of its items. */
export const shapeDifferences = (theirs: Shape, ours: Shape): readonly string[] => {
  const comparable = (path: string): boolean => {
    const lists = [...path.matchAll(/\[\]/g)].map(({ index }) => path.slice(0, index + 2));
    return lists.every((list) => theirs.has(list) && ours.has(list)) && parentsAreThere(path, theirs, ours);
  };
  const missing = [...theirs.keys()].filter((path) => !ours.has(path) && comparable(path));
  const added = [...ours.keys()].filter((path) => !theirs.has(path) && comparable(path));
  const other = [...theirs].filter(([path, kinds]) => {
    const mine = ours.get(path);
    return (
      mine !== undefined &&
      !mine.has('null') &&
      !kinds.has('null') &&
      ![...mine].some((kind) => kinds.has(kind))
    );
  });
  return [
    ...missing.filter((path) => !sometimes.test(path)).map((path) => `${path} is missing`),
    ...added.filter((path) => !sometimes.test(path)).map((path) => `${path} is too much`),
    ...other.map(([path]) => `${path} is of another kind`),
  ];
};

/** Only the topmost difference is one. */
const parentsAreThere = (path: string, theirs: Shape, ours: Shape): boolean => {
  const parent = path.replace(/(\.[^.[]+|\[\]|^[^.[]+)$/, '');
  return parent === path || (theirs.has(parent) && ours.has(parent));
};
