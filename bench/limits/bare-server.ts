import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The least that a Node process can do for a request: answer a body that is there already, of the size that was asked for. */
const bodies = new Map<string, Buffer>();
const bodyFor = (path: string): Buffer => {
  const known = bodies.get(path) ?? Buffer.alloc(Number(path.slice(1)), 'x');
  bodies.set(path, known);
  return known;
};

const server = createServer((request, response) => {
  const body = bodyFor(request.url ?? '/0');
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening on ${(server.address() as AddressInfo).port}\n`);
});
