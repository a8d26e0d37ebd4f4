import type { HttpSettings } from '../api/http/settings.js';
import type { Configuration } from '../config/configuration.js';

export const httpSettings = (configuration: Configuration): HttpSettings => ({
  publicEndpoint: configuration.public_endpoint,
  maxRequestBodySize: configuration.osapi_max_request_body_size,
  projectIdRegex: configuration.project_id_regex,
  maxLimit: configuration.osapi_max_limit,
  rateLimit: configuration.osapi_rate_limit,
});
