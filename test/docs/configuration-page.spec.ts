import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { configurationPage } from '../support/configuration-page.js';

const PAGE = 'docs/configuration.md';

/** `UPDATE_DOCS=1 npx jest test/docs` writes the page anew. */
it('docs/configuration.md tells the options there are', async () => {
  const page = await format(configurationPage(), { ...(await resolveConfig(PAGE)), filepath: PAGE });
  if (process.env['UPDATE_DOCS']) await writeFile(PAGE, page);
  expect(await readFile(PAGE, 'utf8')).toBe(page);
});
