import { TestService } from '../support/e2e-service.js';
import { fuzzRequest, type Call, type FuzzRequest } from '../support/fuzz-requests.js';
import { settledState, shownState, type Read } from '../support/fuzz-state.js';
import { seededRandom } from '../support/seeded-random.js';
import { ask } from './support/ask.js';
import { declaredCalls } from './support/declared-calls.js';

/** `npm run fuzz` says for how long, and may say `EMBERLOG_FUZZ_SEED`. */
const seconds = Number(process.env['EMBERLOG_FUZZ_SECONDS'] ?? 0);
const seed = Number(process.env['EMBERLOG_FUZZ_SEED'] ?? 20261121);
const shortRun = 200;
/** New things to try on, now and then: what there is gets deleted on the way. */
const refillEvery = 100;

const stackTrace = /\n\s+at |node:internal|node_modules|\.[jt]s:\d+/;
/** Some of QoS specs change something by GET. */
const mayChange = ([name]: Call, { method }: FuzzRequest): boolean =>
  method !== 'GET' || name.includes('associate');
/** Its runs and prunings go on behind every list. */
const isFuzzed = ([name]: Call): boolean => !name.startsWith('backup-schedules ');
const calls = [...declaredCalls()].filter(isFuzzed);

describe('Requests of all kinds', () => {
  let service: TestService;
  beforeAll(async () => {
    // One backup is made in advance; further ones would only be work that the lists do not show.
    service = await TestService.start({ quota_backups: 1, quota_volumes: 1000, quota_snapshots: 1000 });
  }, 60_000);
  afterAll(() => service?.remove());

  const headers = { 'X-Auth-Token': 'admin:aaa', 'OpenStack-API-Version': 'volume 3.71' };
  const send = (method: string, target: string, body?: object) =>
    ask(Number(new URL(service.url).port), {
      method,
      target: `/v3/${target}`,
      headers: { ...headers, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const read: Read = async (path) => JSON.parse((await send('GET', path)).text) as Record<string, unknown>;
  const fuzz = (request: FuzzRequest) => {
    const { method, target, version, contentType, body } = request;
    const { 'X-Auth-Token': token } = headers;
    const sent = { 'X-Auth-Token': token, 'OpenStack-API-Version': version };
    return ask(Number(new URL(service.url).port), {
      method,
      target,
      headers: contentType === null ? sent : { ...sent, 'Content-Type': contentType },
      ...(body === undefined ? {} : { body }),
    });
  };
  const made = async (path: string, body: object): Promise<string> => {
    const { text } = await send('POST', path, body);
    const [row] = Object.values(JSON.parse(text) as object) as [{ id?: string }];
    return row.id ?? '';
  };
  const reset = new Set<string>();
  const refill = async (): Promise<readonly string[]> => {
    const volumes = await Promise.all(
      [1, 2, 3].map((size) => made('volumes', { volume: { size, metadata: { k: 'v' } } })),
    );
    await settledState(read, reset);
    const [volume_id = '', shared = '', offered = ''] = volumes;
    const snapshot = await made('snapshots', { snapshot: { volume_id } });
    const attachment = await made('attachments', { attachment: { volume_uuid: shared } });
    const transfer = await made('volume-transfers', { transfer: { volume_id: offered } });
    await settledState(read, reset);
    const ids = [...volumes, volume_id, snapshot, attachment, transfer];
    return [...ids, 'aaa', 'k', 'default', '11111111-2222-4333-8444-555555555555'].filter((id) => id !== '');
  };

  it(
    `change nothing when they are refused, and break nothing (seed ${seed})`,
    async () => {
      const random = seededRandom(seed);
      let ids = await refill();
      const backup = await made('backups', { backup: { volume_id: ids[0] } });
      let state = await settledState(read, reset);
      const end = Date.now() + seconds * 1000;
      for (let at = 0; seconds > 0 ? Date.now() < end : at < shortRun; at++) {
        if (at % refillEvery === refillEvery - 1) {
          ids = await refill();
          state = await settledState(read, reset);
        }
        const call = calls[Math.floor(random() * calls.length)] as Call;
        const request = fuzzRequest(
          random,
          call,
          [...ids, backup].filter((id) => id !== ''),
        );
        const { status, text } = await fuzz(request);
        const told = `request ${at}, ${call[0]}: ${JSON.stringify(request).slice(0, 600)}`;
        if (status >= 500 || stackTrace.test(text))
          throw new Error(`${told}\n${status} ${text.slice(0, 2000)}`);
        if (!mayChange(call, request)) continue;
        if (status >= 400) {
          expect({ told, state: await shownState(read) }).toEqual({ told, state });
        } else {
          if (/reset_status|update_snapshot_status/.test(call[0]))
            for (const id of [...ids, backup]) reset.add(id);
          state = await settledState(read, reset);
        }
      }
    },
    seconds * 1000 + 280_000,
  );
});
