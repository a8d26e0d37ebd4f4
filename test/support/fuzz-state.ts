import { setTimeout as sleep } from 'node:timers/promises';

type Row = Readonly<Record<string, unknown>>;
/** GET of a path under /v3, parsed. */
export type Read = (path: string) => Promise<Row>;

const lists: readonly (readonly [path: string, key: string])[] = [
  ['volumes/detail', 'volumes'],
  ['snapshots/detail', 'snapshots'],
  ['backups/detail', 'backups'],
  ['attachments/detail', 'attachments'],
  ['volume-transfers/detail', 'transfers'],
  ['groups/detail', 'groups'],
  ['group_snapshots/detail', 'group_snapshots'],
  ['types', 'volume_types'],
  ['qos-specs', 'qos_specs'],
  ['os-services', 'services'],
];
const single = ['os-quota-sets/aaa?usage=True', 'os-quota-class-sets/default'];

/** Work goes on behind these. */
const passing =
  /^(creating|deleting|extending|backing-up|restoring|restoring-backup|reverting|retyping|migrating|managing)$/;
const giveUpMs = 20_000;

/** Signs of life are no change. */
const withoutHeartbeat = ({ updated_at: _, ...row }: Row, key: string): Row =>
  key === 'services' ? row : { ...row, updated_at: _ };

/** Everything that the API shows of what there is. */
export const shownState = async (read: Read): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (const [path, key] of lists) {
    const found = (await read(`${path}?all_tenants=1`))[key] as readonly Row[];
    rows.push(...found.map((row) => ({ kind: key, ...withoutHeartbeat(row, key) })));
  }
  for (const path of single) rows.push({ kind: path, ...(await read(path)) });
  return rows;
};

/**
 * The state once no work is going on. Rows in `reset` had their status written by hand, which says nothing of any work.
 */
export const settledState = async (read: Read, reset: ReadonlySet<string>): Promise<readonly Row[]> => {
  const isBusy = ({ id, status }: Row): boolean => passing.test(String(status)) && !reset.has(String(id));
  let last = await shownState(read);
  for (const start = Date.now(); Date.now() - start < giveUpMs;) {
    await sleep(15);
    const next = await shownState(read);
    if (JSON.stringify(next) === JSON.stringify(last) && !next.some(isBusy)) return next;
    last = next;
  }
  return last;
};
