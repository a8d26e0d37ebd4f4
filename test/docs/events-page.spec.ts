import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { eventsPage } from '../support/events-page.js';

const PAGE = 'docs/events.md';

/** `UPDATE_DOCS=1 npx jest test/docs` writes the page anew. */
it('docs/events.md tells the events there are', async () => {
  const page = await format(eventsPage(), { ...(await resolveConfig(PAGE)), filepath: PAGE });
  if (process.env['UPDATE_DOCS']) await writeFile(PAGE, page);
  expect(await readFile(PAGE, 'utf8')).toBe(page);
});
