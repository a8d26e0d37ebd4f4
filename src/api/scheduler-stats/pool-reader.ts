export interface Pool {
  /** `host@backend#pool`. */
  readonly name: string;
  /** What the volume driver reports, in Cinder's words (spec 5.4). */
  readonly capabilities: Readonly<Record<string, unknown>>;
}

export interface PoolReader {
  pools(): Promise<readonly Pool[]>;
}

export const POOL_READER = Symbol('PoolReader');
