import { genericTexts } from './http-fault.js';
import { envelopeOf, faultForms, isFaultCode, type FaultCode, type FaultForm } from './registry.js';

/** A fault as it goes over the wire. */
export interface FaultAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null is an empty body. */
  readonly body: Readonly<Record<string, unknown>> | null;
}

/** Told by the code, not by the class: a DomainError, an HttpFault and a driver's own error are alike here. */
const codeOf = (error: unknown): FaultCode | null =>
  error instanceof Error && 'code' in error && isFaultCode(error.code) ? error.code : null;

/** True when the error is ours to log: its text is not for the client. */
export const isUnexpected = (error: unknown): boolean => {
  const code = codeOf(error);
  return code === null || code === 'Unexpected';
};

/**
 * Every error a handler can end with, as Cinder words it (spec 1.7). What is not in the registry becomes a 500 with the
 * generic text: neither its message nor its stack leaves the process.
 */
export const faultAnswer = (error: unknown): FaultAnswer => {
  const code = codeOf(error);
  if (code === null || !(error instanceof Error)) return answer('Unexpected', genericTexts[500]);
  const seconds = 'retryAfter' in error ? Number(error.retryAfter) : 0;
  return answer(code, code === 'Unexpected' ? genericTexts[500] : error.message, String(seconds));
};

const answer = (code: FaultCode, text: string, seconds = '0'): FaultAnswer => {
  const form: FaultForm = faultForms[code];
  const said = form.text ?? text;
  const message = form.classPrefix ? `${code}: ${said}` : said;
  const fault = { code: form.status, message, ...(form.retryAfter ? { retryAfter: seconds } : {}) };
  return {
    status: form.status,
    headers: form.retryAfter ? { 'Retry-After': seconds } : {},
    body: form.empty ? null : { [envelopeOf(form.status)]: fault },
  };
};
