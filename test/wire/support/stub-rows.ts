import { HttpFault } from '../../../src/api/http/faults/http-fault.js';
import { readGolden } from '../../support/golden.js';
import type { Behind } from './static-api.js';

export const rowsProject = 'aaa';
/** Text that stands in every row of {@link rowsProject}. */
export const rowsMark = 'only-for-aaa';

const stateOf = (category: string, story: string): object => ({
  ...(readGolden('states', category) as Record<string, object>)[story],
  project_id: rowsProject,
  display_name: rowsMark,
  attached_host: rowsMark,
  deleted_at: null,
});

const rows: Readonly<Record<string, object>> = {
  GetVolume: stateOf('volume', 'attached'),
  GetSnapshot: stateOf('snapshot', 'locked'),
  GetAttachment: stateOf('attachment', 'attached'),
  GetGroupSnapshot: stateOf('groupSnapshot', 'failed'),
  GetGroup: { ...stateOf('group', 'changed'), name: rowsMark },
  GetTransfer: stateOf('transfer', 'taken away'),
  GetMessage: stateOf('message', 'raised'),
  VolumesSummary: { total_count: 0, total_size: 0, metadata: {} },
};

/** One row of each kind, all of one project; commands are refused with a 409 that says that the API let them pass. */
export const stubRows: Behind = {
  command: () => {
    throw new HttpFault('HTTPConflict', 'the command was reached');
  },
  query: ({ constructor: { name } }) => {
    if (name.startsWith('List')) return { kind: 'page', items: [] };
    return name === 'HostUsage' ? [] : (rows[name] ?? null);
  },
};
