import type { FaultCode } from './registry.js';

/** A refusal by the HTTP layer itself; `message` is the text that the client reads. */
export class HttpFault extends Error {
  override readonly name = 'HttpFault';
  constructor(
    readonly code: FaultCode,
    message: string,
    /** Seconds until it is worth another try; for codes whose form has Retry-After. */
    readonly retryAfter: number = 0,
  ) {
    super(message);
  }
}

export const genericTexts = {
  400: 'The server could not comply with the request since it is either malformed or otherwise incorrect.',
  404: 'The resource could not be found.',
  500: 'The server has either erred or is incapable of performing the requested operation.',
} as const;

export const malformedBody = (): HttpFault => new HttpFault('MalformedBody', 'Malformed request body');
export const malformedUrl = (): HttpFault => new HttpFault('MalformedUrl', 'Malformed request url');
export const unsupportedContentType = (): HttpFault =>
  new HttpFault('UnsupportedContentType', 'Unsupported Content-Type');
export const unknownAction = (name: string): HttpFault =>
  new HttpFault(
    'UnknownAction',
    `There is no such action: ${name}. Verify the request body and Content-Type header and try again.`,
  );
/** A method that does not exist at the request's microversion looks like one that does not exist. */
export const hiddenByMicroversion = (): HttpFault => new HttpFault('HiddenByMicroversion', genericTexts[404]);
export const badRequest = (text: string = genericTexts[400]): HttpFault =>
  new HttpFault('HTTPBadRequest', text);
export const invalidInput = (reason: string): HttpFault =>
  new HttpFault('InvalidInput', `Invalid input received: ${reason}`);
export const invalidParameterValue = (text: string): HttpFault =>
  new HttpFault('InvalidParameterValue', text);
