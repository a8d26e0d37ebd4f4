import { attachmentsListing } from '../src/projections/attachments/attachments.listing.js';
import { backupSchedulesListing } from '../src/projections/backup-schedules/backup-schedules.listing.js';
import { backupsListing } from '../src/projections/backups/backups.listing.js';
import { groupSnapshotsListing } from '../src/projections/group-snapshots/group-snapshots.listing.js';
import { listLive } from '../src/projections/listing/list-live.js';
import type { ListFilter, ListQuery, ListScope, SortKey } from '../src/projections/listing/list-query.js';
import type { Listing } from '../src/projections/listing/listing.js';
import { messagesListing } from '../src/projections/messages/messages.listing.js';
import { snapshotsListing } from '../src/projections/snapshots/snapshots.listing.js';
import type { ReadModel } from '../src/projections/store/read-model.js';
import { volumesListing } from '../src/projections/volumes/volumes.listing.js';
import { openTestReadModel, type TestReadModel } from './support/read-model.js';

/**
 * SQLite plans without statistics here, so it plans for an empty table as for one of a million rows. What clients ask for all
 * the time must come off an index, in order: such a page costs the same whatever the number of rows.
 */
let readModel: TestReadModel;
beforeAll(() => {
  readModel = openTestReadModel();
});
afterAll(() => readModel.close());

/** The plans of the statements that a page takes. */
const plansOf = (listing: Listing, scope: ListScope, asked: Partial<ListQuery>): readonly string[] => {
  const statements: { readonly sql: string; readonly parameters: readonly unknown[] }[] = [];
  const asks = {
    remembered: (sql: string, parameters: readonly unknown[]) => {
      statements.push({ sql, parameters });
      return sql.startsWith('SELECT id ') ? [] : [{}];
    },
  };
  const query = { limit: 50, marker: null, offset: 0, sort: [], filters: [], withCount: false, ...asked };
  expect(listLive(asks as unknown as ReadModel, listing, scope, query).kind).toBe('page');
  return statements.flatMap(({ sql, parameters }) =>
    readModel.model.all(`EXPLAIN QUERY PLAN ${sql}`, parameters as never).map(({ detail }) => String(detail)),
  );
};

const ordered = (listing: Listing, scope: ListScope, asked: Partial<ListQuery>): void => {
  const plans = plansOf(listing, scope, asked);
  expect(plans.length).toBeGreaterThan(0);
  for (const plan of plans) {
    expect(plan).not.toMatch(/TEMP B-TREE/);
    expect(plan).not.toMatch(/^SCAN (?!.* USING (COVERING )?INDEX)/);
  }
};

const by = (key: string, dir: SortKey['dir']): readonly SortKey[] => [{ key, dir }];
const is = (key: string, value: string): ListFilter => ({ kind: 'equals', key, value });

const scopes = [
  ['one project', 'p'],
  ['all projects', null],
] as const;
const resources = [
  ['backups', backupsListing],
  ['volumes', volumesListing],
  ['snapshots', snapshotsListing],
  ['attachments', attachmentsListing],
  ['messages', messagesListing],
  ['backup schedules', backupSchedulesListing],
  ['group snapshots', groupSnapshotsListing],
] as const;

describe.each(resources)('%s', (_, listing) => {
  describe.each(scopes)('of %s', (__, scope) => {
    it('newest and oldest first, first and deep page, without a sort', () => {
      for (const sort of [[], by('created_at', 'asc'), by('created_at', 'desc')]) {
        ordered(listing, scope, { sort });
        ordered(listing, scope, { sort, marker: 'm' });
      }
    });
  });
});

/**
 * Orders of one project's rows that clients ask for. Others, and those of an administrator over all projects, sort the ids of
 * what matches: an index for each would cost every write more than these rare lists gain.
 */
const orders = [
  ['backups', backupsListing, ['display_name', 'status']],
  ['volumes', volumesListing, ['display_name', 'status', 'size']],
  ['snapshots', snapshotsListing, ['display_name', 'status']],
] as const;

describe.each(orders)('%s', (_, listing, keys) => {
  it.each(keys)('of one project by %s, without a sort', (key) => {
    for (const dir of ['asc', 'desc'] as const) {
      ordered(listing, 'p', { sort: by(key, dir) });
      ordered(listing, 'p', { sort: by(key, dir), marker: 'm' });
    }
  });

  it.each(['status', 'display_name'])('of one %s, newest first, without a sort', (key) => {
    for (const [, scope] of scopes) {
      ordered(listing, scope, { filters: [is(key, 'x')] });
      ordered(listing, scope, { filters: [is(key, 'x')], marker: 'm' });
    }
  });
});

/** Keys of which few rows share a value, with the index that looks them up, also where other filters are crossed with them. */
const lookUps = [
  ['backups', backupsListing, 'volume_id', 'of_volume'],
  ['backups', backupsListing, 'parent_id', 'of_parent'],
  ['backups', backupsListing, 'snapshot_id', 'of_snapshot'],
  ['backups', backupsListing, 'display_name', 'by_name'],
  ['group snapshots', groupSnapshotsListing, 'group_id', 'of_group'],
  ['snapshots', snapshotsListing, 'volume_id', 'of_volume'],
  ['snapshots', snapshotsListing, 'display_name', 'by_name'],
  ['volumes', volumesListing, 'display_name', 'by_name'],
  ['attachments', attachmentsListing, 'volume_id', 'of_volume'],
  ['attachments', attachmentsListing, 'instance_uuid', 'of_instance'],
] as const;

describe.each(lookUps)('%s', (_, listing, key, index) => {
  const others = ['status', 'size', 'host', 'created_at', 'bootable'].filter(
    (other) => other in listing.columns || other in listing.computed,
  );
  const lookedUp = expect.stringMatching(
    new RegExp(`^SEARCH ${listing.table} USING INDEX ${listing.table}_${index} \\(${key}=\\?`),
  );

  it.each(scopes)(`of one ${key} in %s are looked up by it`, (__, scope) => {
    expect(plansOf(listing, scope, { filters: [is(key, 'x')] })).toContainEqual(lookedUp);
    expect(others).not.toEqual([]);
    for (const other of others) {
      const filters = [is(other, other === 'size' ? '1' : 'x'), is(key, 'x')];
      expect(plansOf(listing, scope, { filters })).toContainEqual(lookedUp);
    }
  });
});

it('backups of two such keys are looked up by one of them', () => {
  const keys = ['volume_id', 'parent_id', 'snapshot_id', 'display_name'];
  for (const [, scope] of scopes) {
    for (const one of keys) {
      for (const other of keys.filter((key) => key !== one)) {
        const [plan] = plansOf(backupsListing, scope, { filters: [is(one, 'x'), is(other, 'x')] });
        expect(plan).toMatch(/INDEX backups_(of_(volume|parent|snapshot)|by_name) \(\w+_\w+=\?/);
      }
    }
  }
});

it.each(orders)('%s of one status in all projects are looked up by it', (_, listing) => {
  expect(plansOf(listing, null, { filters: [is('status', 'x')] })).toContainEqual(
    expect.stringMatching(/INDEX \w+_by_status \(status=\?/),
  );
});
