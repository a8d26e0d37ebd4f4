/** The oldest Node with all that is used; the same as `engines` in package.json. */
export const OLDEST_NODE = 24;

/**
 * A sentence for a person who started the service by hand on a Node that is too old, or null. Only
 * `process.versions.node` is needed, so it works wherever modules do.
 */
export const refuseNodeVersion = (version: string): string | null =>
  Number.parseInt(version, 10) >= OLDEST_NODE
    ? null
    : `Emberlog needs Node ${OLDEST_NODE} or newer, this is ${version}. "npm start" brings the right one along.`;
