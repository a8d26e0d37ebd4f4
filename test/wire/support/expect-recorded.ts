import { expect } from '@jest/globals';
import { ask, type Answer } from './ask.js';
import { transcript, type Transcript } from './transcript.js';

/** Headers that a client may rely on; connection handling and dates are the server's own business. */
const compared = [
  'content-type',
  'openstack-api-version',
  'vary',
  'retry-after',
  'x-auth-token',
  'x-server-management-url',
];
const requestId = /^req-[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;

/** What differs on purpose between the recorded Cinder 21.3.1, which ends at 3.70, and ours. */
const modern = (text: string): string =>
  text
    .replaceAll('maximum is 3.70.', 'maximum is 3.71.')
    .replaceAll('"version":"3.70"', '"version":"3.71"')
    .replaceAll('2022-08-31T00:00:00Z', '2023-08-31T00:00:00Z');

/** The recorded server listened on 8776; times are compared by their form. */
const normal = (text: string, port: number): unknown =>
  JSON.parse(
    modern(text)
      .replaceAll(`127.0.0.1:${port}`, '127.0.0.1:8776')
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}/g, '<time>'),
  );

/** Sends a recorded request again. */
export const replay = async (
  port: number,
  name: string,
): Promise<{ recorded: Transcript; answer: Answer }> => {
  const recorded = transcript(name);
  const { method, target, requestHeaders, requestBody } = recorded;
  const body = requestBody === '' ? undefined : requestBody;
  return { recorded, answer: await ask(port, { method, target, headers: requestHeaders, body }) };
};

/** Status and headers, request ids included, are those of the recording. */
export const expectRecordedHead = (answer: Answer, recorded: Transcript, port: number): void => {
  expect(answer.status).toBe(recorded.status);
  for (const header of compared) {
    const value = String(answer.headers[header]).replace(String(port), '8776');
    expect(`${header}: ${value}`).toBe(`${header}: ${recorded.headers[header] ?? undefined}`);
  }
  expect(answer.headers['x-openstack-request-id']).toMatch(requestId);
  const same = recorded.headers['x-compute-request-id'] !== undefined;
  const expected = same ? answer.headers['x-openstack-request-id'] : undefined;
  expect(answer.headers['x-compute-request-id']).toBe(expected);
};

/** Status, headers and the whole body are those of the recording. */
export const expectRecorded = async (port: number, name: string): Promise<void> => {
  const { recorded, answer } = await replay(port, name);
  expectRecordedHead(answer, recorded, port);
  if (recorded.body === undefined) expect(answer.text).toBe('');
  else expect(normal(answer.text, port)).toEqual(normal(JSON.stringify(recorded.body), 8776));
};
