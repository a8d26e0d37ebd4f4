import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';

/** Takes a free lock, or one that is ours already: after a FLUSHALL nobody holds it, and we are still at work. */
const takeScript = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;
const releaseScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1`;

export interface SubjectLock {
  /** Aborts when somebody else has the lock, or when it could not be renewed for as long as it lasts. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * One holder for each subject among all processes on one Redis. It keeps two workers from doing the same work, and no
 * more: a process that was stopped may believe for a moment in a lock it lost, which the event log's revisions settle.
 */
export class SubjectLocks {
  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
    private readonly lastsMs: number,
  ) {}

  /** Null when somebody else has it. */
  async take(subject: string): Promise<SubjectLock | null> {
    const key = `${this.prefix}:subject:${subject}`;
    const token = randomUUID();
    if (!(await this.tryTake(key, token))) return null;
    const lost = new AbortController();
    let renewedAt = performance.now();
    const renew = async (): Promise<void> => {
      const began = performance.now();
      const ours = await this.tryTake(key, token).catch(() => null);
      if (ours === true) renewedAt = began;
      else if (ours === false) lost.abort('another worker has the job');
      else if (performance.now() - renewedAt > this.lastsMs) lost.abort('Redis cannot be reached');
    };
    // A Redis that does not answer leaves renewals unsettled; the clock must still be looked at.
    const timer = setInterval(() => {
      if (performance.now() - renewedAt > this.lastsMs * 2) lost.abort('Redis cannot be reached');
      void renew();
    }, this.lastsMs / 3).unref();
    const release = async (): Promise<void> => {
      clearInterval(timer);
      await this.redis.eval(releaseScript, 1, key, token);
    };
    return { lost: lost.signal, release };
  }

  private async tryTake(key: string, token: string): Promise<boolean> {
    return (await this.redis.eval(takeScript, 1, key, token, this.lastsMs)) === 1;
  }
}
