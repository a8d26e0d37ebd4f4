/** How a request's path was written, kept for links and for the check of the project segment. */
export interface RequestUrl {
  /** Path and query that the routes are matched against: no project segment, no `.json`. */
  readonly routed: string;
  /** Path as the client wrote it. */
  readonly path: string;
  /** Query as the client wrote it, without the question mark; empty when there is none. */
  readonly query: string;
  /** The project segment of the path; null when the client left it out. */
  readonly project: string | null;
}

export interface UrlForms {
  /** Matches the whole of a project id; see {@link projectSegment}. */
  readonly project: RegExp;
  /** True for the first segment of a known route: such a segment is never a project, whatever the pattern says. */
  isCollection(segment: string): boolean;
}

/** @param pattern Cinder's `project_id_regex`, by default `[0-9a-f-]+`: words such as `admin` are no project then */
export const projectSegment = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);

const withoutFormat = (path: string): string =>
  path.endsWith('.json') ? path.replace(/(?<=[^/])\.json$/, '') : path;

/**
 * Every route exists as `/v3/{project}/x` and as `/v3/x`, with or without `.json` (spec 1.2). A trailing slash is part of the
 * path and so leads nowhere.
 */
export const requestUrl = (url: string, forms: UrlForms): RequestUrl => {
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  const query = mark === -1 ? '' : url.slice(mark + 1);
  const [, project, rest] = /^\/v3\/([^/]+)(\/.+)$/.exec(path) ?? [];
  const stripped = project !== undefined && forms.project.test(project) && !forms.isCollection(project);
  const routed = withoutFormat(stripped ? `/v3${rest}` : path);
  return {
    routed: mark === -1 ? routed : `${routed}?${query}`,
    path,
    query,
    project: stripped ? project : null,
  };
};
