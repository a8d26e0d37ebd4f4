import { eventually } from '../../support/eventually.js';
import type { TestService } from '../../support/e2e-service.js';
import { ask } from './ask.js';

export const uuid = expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/) as string;
type Body = Readonly<Record<string, unknown>>;

export interface WireAnswer {
  readonly status: number;
  /** Content-Type. */
  readonly type: string | string[] | undefined;
  readonly body: Body;
}

/** Calls of administrators, as noauth makes them, of any project. */
export class AdminCalls {
  constructor(private readonly service: () => TestService) {}

  readonly send = async (
    method: string,
    path: string,
    body?: unknown,
    version = '3.71',
    project = 'aaa',
  ): Promise<WireAnswer> => {
    const { status, text, headers } = await ask(Number(new URL(this.service().url).port), {
      method,
      target: `/v3/${project}/${path}`,
      headers: {
        'Content-Type': 'application/json',
        'X-Auth-Token': `admin:${project}`,
        'OpenStack-API-Version': `volume ${version}`,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status, type: headers['content-type'], body: (text === '' ? null : JSON.parse(text)) as Body };
  };

  /** The id of what was made. */
  readonly made = async (path: string, body: object): Promise<string> => {
    const answer = await this.send('POST', path, body);
    const [row] = Object.values(answer.body ?? {}) as readonly { readonly id: string }[];
    expect([answer.status, row]).toEqual([202, expect.objectContaining({ id: uuid })]);
    return row?.id ?? '';
  };

  readonly becomes = (path: string, id: string, status: string): Promise<void> =>
    eventually(async () => {
      const { body } = await this.send('GET', `${path}/${id}`);
      expect(Object.values(body)).toEqual([expect.objectContaining({ status })]);
    });

  readonly gone = (path: string, id: string): Promise<void> =>
    eventually(async () => expect((await this.send('GET', `${path}/${id}`)).status).toBe(404));
}
