import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { latency, type Latency } from './statistics.js';

export interface Request {
  readonly method: string;
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: string;
}

export interface Load {
  /** `http://host:port` */
  readonly url: string;
  readonly connections: number;
  readonly headers: Readonly<Record<string, string>>;
  /** No request begins after so many seconds. */
  readonly seconds: number;
  /** What is asked next; undefined ends the load. */
  next(): Request | undefined;
}

/** Times in milliseconds. */
export interface LoadResult extends Latency {
  /** Requests per second. */
  readonly rate: number;
  readonly requests: number;
  /** Bytes of the last body. */
  readonly bodyBytes: number;
}

/** How it is said in names. */
export const connectionsText = (count: number): string => `${count} connection${count === 1 ? '' : 's'}`;

const HEAD_END = '\r\n\r\n';
const SUCCESS = 'HTTP/1.1 2';

/**
 * One request after the other on each of several kept connections, as fast as they are answered. It speaks just enough
 * HTTP for that, over bare sockets: on a small machine a whole client would take more time than the server.
 * @throws Error when an answer is no success
 */
export const httpLoad = async (load: Load): Promise<LoadResult> => {
  const { hostname, port } = new URL(load.url);
  const sockets = await Promise.all(
    Array.from({ length: load.connections }, async () => {
      const socket = connect(Number(port), hostname).setNoDelay(true);
      await once(socket, 'connect');
      return socket;
    }),
  );
  try {
    return await loadOver(sockets, load);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
};

/** Each connection asks once at least. */
const loadOver = async (sockets: readonly Socket[], load: Load): Promise<LoadResult> => {
  const times: number[] = [];
  let bodyBytes = 0;
  const head = headOf(load);
  const began = performance.now();
  const end = began + load.seconds * 1000;
  const askAgain = async (socket: Socket): Promise<void> => {
    const answers = new Answers(socket);
    do {
      const request = load.next();
      if (request === undefined) return;
      const asked = performance.now();
      socket.write(textOf(request, head), 'utf8');
      bodyBytes = await answers.next(request);
      times.push(performance.now() - asked);
    } while (performance.now() < end);
  };
  await Promise.all(sockets.map(askAgain));
  const seconds = (performance.now() - began) / 1000;
  return { ...latency(times), rate: times.length / seconds, requests: times.length, bodyBytes };
};

/** The lines that every request has. */
const headOf = ({ url, headers }: Load): string =>
  Object.entries({ host: new URL(url).host, ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');

const textOf = ({ method, path, body }: Request, head: string): string => {
  const length =
    body === undefined
      ? ''
      : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
  return `${method} ${path} HTTP/1.1\r\n${head}${length}\r\n${body ?? ''}`;
};

interface Expected {
  readonly request: Request;
  readonly answered: PromiseWithResolvers<number>;
}

/** The answers on one connection, one at a time. Of a success only the length is looked at. */
class Answers {
  #parts: Buffer[] = [];
  #received = 0;
  /** Bytes of the answer's head and of all of it; undefined until the head is there. */
  #lengths: { readonly head: number; readonly whole: number } | undefined;
  #expected: Expected | undefined;

  constructor(socket: Socket) {
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the server closed the connection')));
    socket.on('data', (part: Buffer) => this.#take(part));
  }

  /** Waits for one whole answer; the bytes of its body. */
  next(request: Request): Promise<number> {
    const answered = Promise.withResolvers<number>();
    this.#expected = { request, answered };
    return answered.promise;
  }

  #take(part: Buffer): void {
    this.#parts.push(part);
    this.#received += part.length;
    this.#lengths ??= this.#measure();
    if (this.#lengths === undefined || this.#received < this.#lengths.whole) return;
    const { head, whole } = this.#lengths;
    const first = this.#parts[0];
    if (first?.toString('latin1', 0, SUCCESS.length) === SUCCESS) {
      this.#expected?.answered.resolve(whole - head);
    } else this.#refused(Buffer.concat(this.#parts).toString());
    this.#parts = [];
    this.#received = 0;
    this.#lengths = undefined;
  }

  #measure(): { readonly head: number; readonly whole: number } | undefined {
    const bytes = this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts);
    const headEnd = bytes?.indexOf(HEAD_END) ?? -1;
    if (bytes === undefined || headEnd < 0) return undefined;
    const text = bytes.toString('latin1', 0, headEnd);
    const length = /^content-length: *(\d+)/im.exec(text)?.[1];
    if (length === undefined) this.#fail(new Error(`an answer without a length: ${text}`));
    const head = headEnd + HEAD_END.length;
    return { head, whole: head + Number(length ?? 0) };
  }

  #refused(answer: string): void {
    const { method, path } = this.#expected?.request ?? {};
    this.#fail(new Error(`${method} ${path}: ${answer}`));
  }

  #fail(error: Error): void {
    this.#expected?.answered.reject(error);
  }
}
