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
  const began = performance.now();
  const end = began + load.seconds * 1000;
  const askAgain = async (socket: Socket): Promise<void> => {
    const receive = receiver(socket);
    do {
      const request = load.next();
      if (request === undefined) return;
      const asked = performance.now();
      socket.write(textOf(request, load));
      bodyBytes = await receive(request);
      times.push(performance.now() - asked);
    } while (performance.now() < end);
  };
  await Promise.all(sockets.map(askAgain));
  const seconds = (performance.now() - began) / 1000;
  return { ...latency(times), rate: times.length / seconds, requests: times.length, bodyBytes };
};

const textOf = ({ method, path, body = '' }: Request, { url, headers }: Load): string => {
  const all = {
    host: new URL(url).host,
    ...headers,
    ...(body === '' ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
};

/** Waits for one whole answer at a time; answers the bytes of its body. */
const receiver = (socket: Socket): ((request: Request) => Promise<number>) => {
  let received: Buffer = Buffer.alloc(0);
  let answered: PromiseWithResolvers<number> | undefined;
  let asked: Request | undefined;
  const fail = (error: Error): void => answered?.reject(error);
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the server closed the connection')));
  socket.on('data', (part: Buffer) => {
    received = received.length === 0 ? part : Buffer.concat([received, part]);
    const headEnd = received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = received.toString('latin1', 0, headEnd);
    const length = /^content-length: *(\d+)/im.exec(head)?.[1];
    if (length === undefined) return fail(new Error(`an answer without a length: ${head}`));
    const body = received.subarray(headEnd + HEAD_END.length);
    if (body.length < Number(length)) return;
    received = Buffer.alloc(0);
    if (head.startsWith('HTTP/1.1 2')) answered?.resolve(body.length);
    else fail(new Error(`${asked?.method} ${asked?.path}: ${head.split('\r\n')[0]} ${body.toString()}`));
  });
  return async (request) => {
    asked = request;
    answered = Promise.withResolvers<number>();
    return answered.promise;
  };
};
