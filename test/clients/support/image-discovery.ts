import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** Says which versions an image service has, and nothing else: the openstack client asks before it creates a volume of no image. */
export const startImageDiscovery = async (): Promise<{ readonly url: string; close(): Promise<void> }> => {
  const server = createServer((_, answer) => {
    const links = [{ rel: 'self', href: `${url()}/v2/` }];
    answer.writeHead(300, { 'Content-Type': 'application/json' });
    answer.end(JSON.stringify({ versions: [{ id: 'v2.9', status: 'CURRENT', links }] }));
  });
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: url(), close };
};
