import { truncate } from 'node:fs/promises';
import type { ClusterCaller } from './cluster-caller.js';
import { fingerprint, MIB, pattern, writeAt } from './e2e-bytes.js';
import type { Answer } from './e2e-client.js';
import { member, type Collection, type Resource } from './e2e-cloud.js';
import type { Cluster } from './e2e-cluster.js';

/** How far the file of every volume goes: all beyond it reads as zeros, and need not be looked at. */
export const DATA_BYTES = 4 * MIB;

const parsed = <T>({ body }: Answer): T => body as T;

/** Somebody who has volumes in a cluster that breaks, asks again for what was not answered, and remembers their bytes. */
export class Tenant {
  /** What the volume, snapshot or backup of that name has to hold. */
  readonly contents = new Map<string, string>();
  #named = 0;

  constructor(
    readonly name: string,
    readonly cluster: Cluster,
    readonly caller: ClusterCaller,
    readonly random: () => number,
  ) {}

  newName(): string {
    this.#named += 1;
    return `${this.name}-${this.#named}`;
  }

  /** Null: it does not exist (any more). */
  async show(collection: Collection, id: string): Promise<Resource | null> {
    const answer = await this.caller.get(`/${collection}/${id}`);
    if (answer.status === 404) return null;
    const found = parsed<Record<string, Resource>>(answer)[member[collection]];
    if (found === undefined) throw new Error(`${collection}/${id}: ${answer.status} ${answer.text}`);
    return found;
  }

  async named(collection: Collection, name: string): Promise<Resource | undefined> {
    const answer = await this.caller.get(`/${collection}/detail?name=${name}`);
    return parsed<Record<string, Resource[] | undefined>>(answer)[collection]?.[0];
  }

  /**
   * Asks until there is one of that name; the answer may be lost, so what counts is whether it is there. One that ended in
   * error because nothing was recorded of its operation is given up.
   */
  async made(
    collection: Collection,
    name: string,
    path: string,
    body: Readonly<Record<string, unknown>>,
  ): Promise<string> {
    let isAnswered = false;
    return this.caller.patiently(`${collection} ${name}, last`, async () => {
      const found = await this.named(collection, name);
      // Of a request that died on its way the volume may be there, and be given up a moment later.
      if (found?.status === 'creating' && collection === 'volumes' && !isAnswered) return undefined;
      if (found !== undefined && !(await this.#isAbandoned(collection, found))) return found.id;
      if (found !== undefined) await this.removed(collection, found.id);
      isAnswered = (await this.caller.once(path, { method: 'POST', body })) !== undefined;
      return isAnswered ? (await this.named(collection, name))?.id : undefined;
    });
  }

  async #isAbandoned(collection: Collection, { id, status }: Resource): Promise<boolean> {
    if (collection !== 'volumes' || status !== 'error') return false;
    return (await this.#lastEvent(collection, id)).includes('abandoned');
  }

  async #lastEvent(collection: Collection, id: string): Promise<string> {
    const { events } = parsed<{ events: { type: string; data: object }[] }>(
      await this.caller.get(`/${collection}/${id}/events`),
    );
    return JSON.stringify(events.slice(-4).map(({ type, data }) => ({ type, data })));
  }

  async until(collection: Collection, id: string, ...statuses: readonly string[]): Promise<Resource> {
    return this.caller.patiently(`${collection}/${id} ${statuses.join(' or ')}`, async () => {
      const found = await this.show(collection, id);
      if (found !== null && statuses.includes(found.status)) return found;
      if (found !== null && !found.status.startsWith('error')) return undefined;
      const events = await this.#lastEvent(collection, id);
      throw new Error(`${collection}/${id} is ${found?.status ?? 'gone'}, not ${statuses.join()}: ${events}`);
    });
  }

  /** Asks for what may be asked for twice, until it is as wished. */
  async untilTrue(
    what: string,
    isSo: () => Promise<boolean>,
    path: string,
    options: { readonly method: string; readonly body?: unknown },
  ): Promise<void> {
    await this.caller.patiently(what, async () => {
      if (await isSo()) return true;
      await this.caller.once(path, options);
      return (await isSo()) ? true : undefined;
    });
  }

  async removed(collection: Collection, id: string, query = ''): Promise<void> {
    const isGone = async (): Promise<boolean> => {
      const found = await this.show(collection, id);
      if (found?.status === 'error_deleting') {
        throw new Error(`${collection}/${id}: ${await this.#lastEvent(collection, id)}`);
      }
      return found === null;
    };
    await this.untilTrue(`${collection}/${id} gone`, isGone, `/${collection}/${id}${query}`, {
      method: 'DELETE',
    });
  }

  /** An available volume with bytes of its own. */
  async volume(): Promise<{ readonly id: string; readonly name: string }> {
    const name = this.newName();
    const id = await this.made('volumes', name, '/volumes', { volume: { size: 1, name } });
    await this.until('volumes', id, 'available');
    await truncate(this.path(id), DATA_BYTES);
    await this.write(id);
    return { id, name };
  }

  path(volumeId: string): string {
    return this.cluster.volumePath(volumeId);
  }

  /** Writes a few pieces, some of them zeros, and answers what the volume holds now. */
  async write(volumeId: string): Promise<string> {
    for (let piece = 0; piece < 3; piece += 1) {
      const length = Math.floor(this.random() * 0.5 * MIB);
      const offset = Math.floor(this.random() * (DATA_BYTES - length));
      const seed = Math.floor(this.random() * 2 ** 31);
      const bytes = this.random() < 0.25 ? Buffer.alloc(length) : pattern(seed, length);
      await writeAt(this.path(volumeId), offset, bytes);
    }
    return fingerprint(this.path(volumeId));
  }

  /** Shortens a volume that was filled by somebody else, and answers what it holds. */
  async holds(volumeId: string): Promise<string> {
    await truncate(this.path(volumeId), DATA_BYTES);
    return fingerprint(this.path(volumeId));
  }
}
