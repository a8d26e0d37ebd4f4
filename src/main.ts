import { refuseNodeVersion } from './config/node-version.js';

/** Everything else is loaded later, because an old Node fails while it links modules it does not know. */
const refusal = refuseNodeVersion(process.versions.node);
if (refusal === null) {
  const { startService } = await import('./wiring/start-service.js');
  await startService(process.env, process.cwd());
} else {
  process.stderr.write(`${refusal}\n`);
  process.exitCode = 1;
}
