import type { QueryString } from './lists/query-string.js';

export interface Link {
  readonly rel: string;
  readonly href: string;
}

export interface LinkBase {
  /** Scheme, host and, with a public endpoint, its path: `http://127.0.0.1:8776`. No trailing slash. */
  readonly base: string;
  /** The project segment, when the request's URL had one: links have it then too (spec 1.1). */
  readonly project: string | null;
}

/** The links of one request's answer. */
export class Links {
  readonly #base: string;
  /** The project's part of the path: `/<project>`, or nothing. */
  readonly segment: string;

  constructor({ base, project }: LinkBase) {
    this.#base = base;
    this.segment = project === null ? '' : `/${project}`;
  }

  /** `<base>/v3/`, the address of the API itself. */
  get root(): string {
    return `${this.#base}/v3/`;
  }

  /** The `links` of an object: itself, and the bookmark without a version. */
  of(collection: string, id: string): readonly Link[] {
    const path = `${this.segment}/${collection}/${id}`;
    return [
      { rel: 'self', href: `${this.#base}/v3${path}` },
      { rel: 'bookmark', href: `${this.#base}${path}` },
    ];
  }

  /** @param collection as in the path, such as `backups` or `backups/detail` */
  next(collection: string, query: QueryString, marker: string): readonly Link[] {
    const href = `${this.#base}/v3${this.segment}/${collection}?${query.with('marker', marker)}`;
    return [{ rel: 'next', href }];
  }
}

/** What a request and the configuration say about the service's own address. */
export interface Addressing {
  readonly scheme: string;
  readonly host: string;
  readonly forwardedHost: string | undefined;
  /** Cinder's `public_endpoint`; replaces scheme and host and puts its path in front. */
  readonly publicEndpoint: string | null;
}

/** A trailing `/v3` of the public endpoint is not repeated. */
export const baseOf = ({ scheme, host, forwardedHost, publicEndpoint }: Addressing): string => {
  if (publicEndpoint !== null) return publicEndpoint.replace(/\/+$/, '').replace(/\/v3$/, '');
  const seen = forwardedHost === undefined ? host : (forwardedHost.split(/,\s?/).at(-1) ?? host);
  return `${scheme}://${seen}`;
};
