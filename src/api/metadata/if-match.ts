import type { Metadata } from '../http/body/trimmed.js';
import { parameter } from '../http/routing/parameters.js';
import { contextOf } from '../http/routing/wire-state.js';
import { metadataEtag } from './etag.js';

/** Whether metadata is in the state that the request's If-Match names. */
export type Precondition = (current: Metadata) => boolean;

/** Tags count quoted and unquoted, since clients send back what they got; no header, and any tag (`*`), match always. */
export const preconditionOf = (header: string | undefined): Precondition => {
  const tags = (header ?? '*').split(',').map((tag) => tag.trim().replace(/^(?:W\/)?"(.*)"$/, '$1'));
  return (current) => tags.includes('*') || tags.includes(metadataEtag(current));
};

/** The precondition of the request; from 3.15 on there is one (spec 2.6). */
export const IfMatch = parameter((request): Precondition => {
  const counts = contextOf(request).microversion.atLeast('3.15');
  return preconditionOf(counts ? request.headers['if-match'] : undefined);
});
