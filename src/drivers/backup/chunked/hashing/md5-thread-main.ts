import { createHash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';

/** The code of a thread that hashes one message at a time: its parts, then null, which asks for the digest. */
if (!parentPort) throw new Error('This file runs in a worker thread only.');
const port = parentPort;
let md5 = createHash('md5');

port.on('message', (part: Uint8Array | null) => {
  if (part !== null) {
    md5.update(part);
    port.postMessage(null);
    return;
  }
  port.postMessage(md5.digest('hex'));
  md5 = createHash('md5');
});
