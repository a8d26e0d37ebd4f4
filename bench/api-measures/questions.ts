import { project } from '../../test/support/e2e-client.js';
import type { Request } from '../http-load.js';

/** Some backups of a history, to ask for. */
export interface Sample {
  /** Spread over the whole history. */
  readonly backups: readonly string[];
  readonly middle: string;
  readonly volume: string;
}

export interface Question {
  readonly name: string;
  next(): Request;
}

const get = (path: string): Request => ({ method: 'GET', path: `/v3/${project}/backups${path}` });

/** What clients ask most, each time the same; `show` goes through many backups. */
export const questions = ({ backups, middle, volume }: Sample): readonly Question[] => {
  const shows = backups.map((id) => get(`/${id}`));
  let turn = 0;
  const always = (name: string, query: string): Question => {
    const request = get(`/detail?limit=50${query}`);
    return { name, next: () => request };
  };
  return [
    { name: 'show', next: () => shows[turn++ % shows.length] ?? get('') },
    always('first page', ''),
    always('deep page', `&marker=${middle}`),
    always('filtered page', `&volume_id=${volume}`),
    always('page sorted by name', '&sort=name:asc'),
  ];
};

export const headers = {
  'X-Auth-Token': `admin:${project}`,
  'OpenStack-API-Version': 'volume 3.71',
  Accept: 'application/json',
};
