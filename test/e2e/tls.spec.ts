import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { ended, hasEnded, type StartedProcess } from '../support/e2e-processes.js';
import { spawnService } from '../support/e2e-service.js';
import { eventually } from '../support/eventually.js';

let directory: string;
let service: StartedProcess;
let port: number;
const file = (name: string): string => join(directory, name);

/** A self-signed pair, `<name>.crt` and `<name>.key`. */
const makePair = (name: string): void => {
  const to = ['-keyout', file(`${name}.key`), '-out', file(`${name}.crt`)];
  const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
  const key = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const { status, stderr } = spawnSync('openssl', ['req', ...key, ...to, ...subject], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl failed: ${stderr}`);
};
const install = async (certificate: string, key = certificate): Promise<void> => {
  await copyFile(file(`${certificate}.crt`), file('served.crt'));
  await copyFile(file(`${key}.key`), file('served.key'));
};
const start = (data: string): StartedProcess =>
  spawnService({
    data_dir: file(data),
    listen: '127.0.0.1:0',
    ssl_cert_file: file('served.crt'),
    ssl_key_file: file('served.key'),
    log_level: 'info',
  });

interface Seen {
  readonly status: number | undefined;
  readonly name: string;
  readonly body: string;
}

/** Whom a new connection meets. The certificate is not checked: who it is, is what is asked. */
const look = (path: string): Promise<Seen> =>
  new Promise((resolve, reject) => {
    const asked = { host: '127.0.0.1', port, path, agent: false, rejectUnauthorized: false };
    get({ ...asked, headers: { 'X-Auth-Token': 'ann:abc' } }, (response) => {
      const name = String((response.socket as TLSSocket).getPeerCertificate().subject.CN);
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => (body += part));
      response.on('end', () => resolve({ status: response.statusCode, name, body }));
    }).on('error', reject);
  });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'emberlog-tls-'));
  makePair('first');
  makePair('second');
  await install('first');
  service = start('data');
  await eventually(async () => {
    if (hasEnded(service.child)) return;
    port = Number(/listening on https:\/\/[^:]+:(\d+)/.exec(service.output())?.[1]);
    expect((await look('/healthcheck')).status).toBe(200);
  }, 60_000);
});
afterAll(async () => {
  service.child.kill('SIGTERM');
  await ended(service.child);
  await rm(directory, { recursive: true, force: true });
});

it('serves the API under the certificate, and links to itself by https', async () => {
  const { status, name, body } = await look('/');
  expect([status, name]).toEqual([300, 'first']);
  expect(body).toContain(`"href":"https://127.0.0.1:${port}/v3/"`);
});

it('speaks no plain HTTP', async () => {
  await expect(fetch(`http://127.0.0.1:${port}/healthcheck`)).rejects.toThrow();
});

it('takes a new pair at SIGHUP, and nobody is cut off', async () => {
  await install('second');
  expect((await look('/')).name).toBe('first');
  service.child.kill('SIGHUP');
  await eventually(async () => expect((await look('/')).name).toBe('second'));
  expect(hasEnded(service.child)).toBe(false);
});

it.each([
  ['is no certificate', () => writeFile(file('served.crt'), 'nothing')],
  ['is gone', () => rm(file('served.crt'))],
  ['belongs to another key', () => install('first', 'second')],
])('keeps the old pair when the new one %s', async (_name, spoil) => {
  await install('second');
  await spoil();
  const before = service.output().length;
  service.child.kill('SIGHUP');
  await eventually(() =>
    expect(service.output().slice(before)).toMatch(/cannot be used for TLS: .*; the one before stays in use/),
  );
  expect(await look('/healthcheck')).toMatchObject({ status: 200, name: 'second' });
});

it('does not start with a pair that is no use', async () => {
  await install('first', 'second');
  const other = start('other');
  expect(await ended(other.child)).toBe(1);
  expect(other.output()).toMatch(/emberlog: .*served\.crt and .*served\.key cannot be used for TLS: /);
});
