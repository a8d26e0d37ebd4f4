import { expect } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, type Answer } from './ask.js';
import type { Correspondence } from './correspondence.js';
import { expectRecordedHead } from './expect-recorded.js';
import { transcript } from './transcript.js';

const token = 'admin:00000000000000000000000000000abc';
const patienceMs = 60_000;

/** Replays recorded exchanges, one after the other, against one service. */
export class Story {
  constructor(
    readonly port: number,
    readonly ids: Correspondence,
    /** Places where ours is known to differ, and why, by path without indexes. */
    private readonly known: Readonly<Record<string, string>>,
  ) {}

  /**
   * Sends the recorded request; status, headers and body have to be the recorded ones. `requestBody` takes the place of one
   * that holds what only the recorded service knew.
   */
  async expect(name: string, requestBody?: object): Promise<void> {
    const recorded = transcript(name);
    const sent = requestBody === undefined ? recorded.requestBody : JSON.stringify(requestBody);
    const answer = await this.send(recorded.method, this.ids.translate(recorded.target), {
      headers: recorded.requestHeaders,
      body: sent === '' ? undefined : this.ids.translate(sent),
    });
    const differences =
      recorded.body === undefined
        ? this.ids.differences('', answer.text, 'body')
        : this.ids.differences(recorded.body, JSON.parse(answer.text || 'null'));
    expect(differences.filter((line) => !this.#isKnown(line))).toEqual([]);
    expectRecordedHead(answer, recorded, this.port);
  }

  /** A request that was not recorded; the answer's parsed body. */
  async call(method: string, target: string, body?: object): Promise<Readonly<Record<string, unknown>>> {
    const answer = await this.send(method, this.ids.translate(target), {
      headers: {
        'X-Auth-Token': token,
        'OpenStack-API-Version': 'volume 3.70',
        'Content-Type': 'application/json',
      },
      body: body === undefined ? undefined : this.ids.translate(JSON.stringify(body)),
    });
    expect(answer.status).toBeLessThan(300);
    return JSON.parse(answer.text || '{}') as Readonly<Record<string, unknown>>;
  }

  /** Waits until a resource, named by its recorded id, has a status. */
  async until(collection: string, recordedId: string, status: string): Promise<void> {
    const member = collection.slice(0, -1);
    for (const start = Date.now(); ; await sleep(25)) {
      const body = (await this.call('GET', `/v3/${collection}/${recordedId}`))[member] as { status: string };
      if (body.status === status) return;
      if (Date.now() - start > patienceMs) throw new Error(`${member} stays ${JSON.stringify(body)}`);
    }
  }

  send(
    method: string,
    target: string,
    more: { readonly headers: Readonly<Record<string, string>>; readonly body?: string },
  ): Promise<Answer> {
    return ask(this.port, { method, target, ...more });
  }

  #isKnown(line: string): boolean {
    const [path = ''] = line.split(': ');
    return Object.hasOwn(this.known, path.replace(/\[\d+\]/g, ''));
  }
}
