import { Links } from '../links.js';
import type { Viewer } from '../identity/request-context.js';
import { Microversion } from '../routing/microversion.js';
import { jsonObject, JsonText } from './json-text.js';
import { RowTexts } from './row-texts.js';

const links = new Links({ base: 'http://h', project: 'p' });
const viewer: Viewer = {
  microversion: new Microversion(3, 71),
  project_id: 'p',
  roles: ['member'],
  is_admin: false,
};

describe('the texts of rows', () => {
  let made: number;
  let texts: RowTexts<{ readonly id: string }>;
  beforeEach(() => {
    made = 0;
    texts = new RowTexts(({ id }, of, { microversion, project_id, roles, is_admin }) => {
      made += 1;
      return { id, links: of.of('rows', id), seen: [`${microversion}`, project_id, roles, is_admin] };
    });
  });
  const textOf = (row: { readonly id: string }, at = links, by = viewer): string =>
    texts.for(at, by)(row).text;

  it('are made once for callers who see the same', () => {
    const row = { id: 'a' };
    const text = textOf(row);
    expect(JSON.parse(text)).toMatchObject({ id: 'a', seen: ['3.71', 'p', ['member'], false] });
    expect(textOf(row, new Links({ base: 'http://h', project: 'p' }), { ...viewer })).toBe(text);
    expect(made).toBe(1);
  });

  it.each([
    ['another host', new Links({ base: 'http://other', project: 'p' }), viewer],
    ['links without a project', new Links({ base: 'http://h', project: null }), viewer],
    ['another version', links, { ...viewer, microversion: new Microversion(3, 0) }],
    ['another project', links, { ...viewer, project_id: 'q' }],
    ['other roles', links, { ...viewer, roles: ['reader'] }],
    ['an administrator', links, { ...viewer, is_admin: true }],
  ])('are made anew for %s', (_, at, by) => {
    const row = { id: 'a' };
    const before = textOf(row);
    const text = textOf(row, at, by);
    expect(text).not.toBe(before);
    expect(textOf(row)).toBe(before);
    expect(made).toBe(3);
  });

  it('belong to one state: the next one has a text of its own', () => {
    expect(textOf({ id: 'a' })).toBe(textOf({ id: 'a' }));
    expect(made).toBe(2);
  });
});

describe('jsonObject', () => {
  it('puts texts in as they are, and makes JSON of the rest', () => {
    const text = new JsonText('{"a": 1}');
    expect(jsonObject({ 'a"b': text, list: [text, text], none: [], plain: [{ b: 2 }], count: 3 }).text).toBe(
      '{"a\\"b":{"a": 1},"list":[{"a": 1},{"a": 1}],"none":[],"plain":[{"b":2}],"count":3}',
    );
  });

  it('refuses a text that would be quoted', () => {
    expect(() => JSON.stringify({ inside: { text: new JsonText('1') } })).toThrow(
      'put together by jsonObject',
    );
  });
});
