import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from './e2e-client.js';
import { createEventSource } from './e2e-event-source.js';

/** What the one row of a collection is called in its answer. */
export const member = {
  volumes: 'volume',
  snapshots: 'snapshot',
  backups: 'backup',
  groups: 'group',
  group_snapshots: 'group_snapshot',
} as const;
export type Collection = keyof typeof member;

/** The members that every test reads; the others are there, but not named. */
export interface Resource {
  readonly id: string;
  readonly status: string;
  readonly name: string | null;
  readonly size: number;
  readonly fail_reason?: string | null;
  readonly object_count?: number;
  readonly [member: string]: unknown;
}

export interface EventView {
  readonly revision: number;
  readonly type: string;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly actor: { readonly user_id: string; readonly project_id: string } | null;
  readonly request_id: string | null;
}

/** What is over soon is seen soon; who waits longer asks less often. */
const pause = (began: number): Promise<void> => sleep(Math.min(25, 2 + (performance.now() - began)));

const PATIENCE_MS = 120_000;

/** Volumes, snapshots and backups over the API, with the waiting that goes with them. */
export class Cloud {
  readonly api: ApiClient;

  constructor(api: ApiClient) {
    this.api = api;
  }

  async show(collection: Collection, id: string, query = ''): Promise<Resource> {
    const body = await this.api.get<Record<string, Resource>>(`/${collection}/${id}${query}`);
    const found = body[member[collection]];
    if (!found) throw new Error(`no ${member[collection]} in ${JSON.stringify(body)}`);
    return found;
  }

  /** Waits for the status; an error that was not asked for ends the wait. */
  async until(collection: Collection, id: string, status: string, withinMs = PATIENCE_MS): Promise<Resource> {
    const began = performance.now();
    for (;;) {
      const found = await this.show(collection, id);
      if (found.status === status) return found;
      const what = `${member[collection]} ${id} is ${found.status} instead of ${status}`;
      if (found.status.startsWith('error'))
        throw new Error(`${what}: ${await this.#lastEvents(collection, id)}`);
      if (performance.now() > began + withinMs) throw new Error(`${what} after ${withinMs} ms`);
      await pause(began);
    }
  }

  /** Waits until a backup's create and restores are over, however they ended. The service tells: nobody asks it meanwhile. */
  async untilOver(backupId: string, withinMs = PATIENCE_MS): Promise<void> {
    const path = `/backups/${backupId}/progress`;
    for await (const { event } of createEventSource(this.api, path, AbortSignal.timeout(withinMs)))
      if (event === 'end') return;
    throw new Error(`${path} ended before the backup's operations did`);
  }

  async untilGone(collection: Collection, id: string, withinMs = PATIENCE_MS): Promise<void> {
    const began = performance.now();
    for (;;) {
      const { status, text } = await this.api.ask(`/${collection}/${id}`);
      if (status === 404) return;
      if (status !== 200 || text.includes('"error_deleting"') || performance.now() > began + withinMs) {
        throw new Error(`${collection}/${id} is not gone: ${status} ${text}`);
      }
      await pause(began);
    }
  }

  /** An available volume, by default an empty one of 1 GiB. */
  async volume(input: Readonly<Record<string, unknown>> = {}): Promise<Resource> {
    const { volume } = await this.api.post<{ volume: Resource }>('/volumes', {
      volume: { size: 1, ...input },
    });
    return this.until('volumes', volume.id, 'available');
  }

  /** Asks for a backup and does not wait for it. */
  async startBackup(volumeId: string, input: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const body = { backup: { volume_id: volumeId, ...input } };
    const { backup } = await this.api.post<{ backup: { id: string } }>('/backups', body);
    return backup.id;
  }

  async backup(volumeId: string, input: Readonly<Record<string, unknown>> = {}): Promise<Resource> {
    return this.until('backups', await this.startBackup(volumeId, input), 'available');
  }

  /** Asks for a restore, to a new volume unless one is named. Answers the target's id. */
  async startRestore(backupId: string, input: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { restore } = await this.api.post<{ restore: { volume_id: string } }>(
      `/backups/${backupId}/restore`,
      { restore: input },
    );
    return restore.volume_id;
  }

  async restore(backupId: string, input: Readonly<Record<string, unknown>> = {}): Promise<Resource> {
    const volumeId = await this.startRestore(backupId, input);
    await this.until('backups', backupId, 'available');
    return this.until('volumes', volumeId, 'available');
  }

  async remove(collection: Collection, id: string): Promise<void> {
    await this.api.delete(`/${collection}/${id}`);
    await this.untilGone(collection, id);
  }

  async events(collection: Collection, id: string): Promise<readonly EventView[]> {
    return (await this.api.get<{ events: EventView[] }>(`/${collection}/${id}/events`)).events;
  }

  /** Bytes of the volume that are recorded as done, of the newest operation of that kind; 0 before it has begun. */
  async bytesDone(backupId: string, operation: 'create' | 'restore'): Promise<number> {
    const { progress } = await this.api.get<{
      progress: { operations: readonly { operation: string; bytes_done: number }[] };
    }>(`/backups/${backupId}/progress`);
    return progress.operations.find((one) => one.operation === operation)?.bytes_done ?? 0;
  }

  /** For the message of a failed test. */
  async #lastEvents(collection: Collection, id: string): Promise<string> {
    return JSON.stringify(
      (await this.events(collection, id)).slice(-3).map(({ type, data }) => ({ type, data })),
    );
  }
}
