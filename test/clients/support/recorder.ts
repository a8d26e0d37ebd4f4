import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** One request of a client and what the service answered. */
export interface Exchange {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** `3.70` of `OpenStack-API-Version: volume 3.70`; null without. */
  readonly version: string | null;
  readonly status: number;
  /** Empty when there was none. */
  readonly answer: string;
}

/** Stands between clients and the service, passes everything on as it is, and keeps what was said. */
export class Recorder {
  readonly exchanges: Exchange[] = [];
  #service = '';

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Recorder> {
    const server = createServer();
    const recorder = new Recorder(server);
    server.on('request', (from, to) => recorder.#pass(from, to));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return recorder;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Where everything goes from now on. */
  passTo(service: string): void {
    this.#service = service;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  #pass(from: IncomingMessage, to: ServerResponse): void {
    const { method = 'GET', url: target = '/', headers } = from;
    const onward = request(`${this.#service}${target}`, { method, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => {
        parts.push(part);
        to.write(part);
      });
      answer.on('end', () => {
        const version = /\b(\d+\.\d+)/.exec(String(headers['openstack-api-version'] ?? ''))?.[1] ?? null;
        const status = answer.statusCode ?? 0;
        this.exchanges.push({ method, target, version, status, answer: Buffer.concat(parts).toString() });
        to.end();
      });
    });
    onward.on('error', () => to.destroy());
    from.pipe(onward);
  }
}
