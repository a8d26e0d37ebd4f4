import { project } from '../../test/support/e2e-client.js';
import type { Request } from '../http-load.js';

/** Some backups of a history, to ask for. */
export interface Sample {
  /** Spread over the whole history. */
  readonly backups: readonly string[];
  readonly middle: string;
  readonly volume: string;
}

/** What clients ask most. */
export const questionNames = [
  'show',
  'first page',
  'deep page',
  'filtered page',
  'page sorted by name',
] as const;
export type QuestionName = (typeof questionNames)[number];

const get = (path: string): Request => ({ method: 'GET', path: `/v3/${project}/backups${path}` });

/** The requests of one question: `show` goes through many backups, a page is the same each time. */
export const question = (
  name: QuestionName,
  { backups, middle, volume }: Sample,
): (() => Request | undefined) => {
  if (name === 'show') {
    const shows = backups.map((id) => get(`/${id}`));
    let turn = 0;
    return () => shows[turn++ % shows.length];
  }
  const queries = {
    'first page': '',
    'deep page': `&marker=${middle}`,
    'filtered page': `&volume_id=${volume}`,
    'page sorted by name': '&sort=name:asc',
  };
  const page = get(`/detail?limit=50${queries[name]}`);
  return () => page;
};

/** As clients send them, on behalf of one project. */
export const headersOf = (projectId: string): Readonly<Record<string, string>> => ({
  'X-Auth-Token': `admin:${projectId}`,
  'OpenStack-API-Version': 'volume 3.71',
  Accept: 'application/json',
});
