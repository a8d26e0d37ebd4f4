/** The options of this layer that Cinder has too, under its names in comments. */
export interface HttpSettings {
  /** `public_endpoint`: replaces scheme, host and prefix in links; null takes them from the request. */
  readonly publicEndpoint: string | null;
  /** `max_request_body_size`, bytes; 114688 in Cinder. */
  readonly maxRequestBodySize: number;
  /** `project_id_regex`: what may stand in a URL as project id; `[0-9a-f-]+` in Cinder. */
  readonly projectIdRegex: string;
  /** `osapi_max_limit`: rows in one answer of a list, at most; 1000 in Cinder. */
  readonly maxLimit: number;
  /** Requests per minute of one user in one project; 0 is no limit. */
  readonly rateLimit: number;
}

export const defaultHttpSettings: HttpSettings = {
  publicEndpoint: null,
  maxRequestBodySize: 114688,
  projectIdRegex: '[0-9a-f-]+',
  maxLimit: 1000,
  rateLimit: 0,
};

export const HTTP_SETTINGS = Symbol('HttpSettings');
