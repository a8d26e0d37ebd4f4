import { tableRows } from '../../support/e2e-command-clients.js';
import type { Client } from './play.js';

/** `cinder`, asking for the newest version that it knows. */
export const cinder: Client = {
  command: 'cinder',
  environment: { OS_VOLUME_API_VERSION: '3.70' },
  parameters: (line) => line,
  // Most tables call the two columns Property and Value, some by other names.
  properties: (printed) =>
    Object.fromEntries(tableRows(printed).map((row) => Object.values(row).slice(0, 2) as [string, string])),
  rows: tableRows,
};

/** Texts as they are; anything else as JSON. */
const texts = (row: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );

/** `openstack`. From 3.66 on a snapshot takes no `force`, which this client sends always. */
export const openstack: Client = {
  command: 'openstack',
  environment: { OS_VOLUME_API_VERSION: '3.65' },
  parameters: (line) => {
    const prints = / (list|show|create|export|import|restore) ?/.test(` ${line.join(' ')} `);
    return prints ? [...line, '-f', 'json'] : line;
  },
  properties: (printed) => texts(JSON.parse(printed) as object),
  rows: (printed) => (JSON.parse(printed) as object[]).map(texts),
};
