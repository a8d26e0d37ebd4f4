import { webobPage } from './webob-page.js';

const page = (accept: string | undefined) => webobPage('404 Not Found', 'Not <here>.', accept);

describe('webobPage', () => {
  it.each([
    undefined,
    '',
    '*/*',
    'text/html',
    'application/json;q=0.5, text/html',
    'text/*, application/json;q=0.9',
  ])('is HTML for Accept %j', (accept) => {
    const { contentType, body } = page(accept);
    expect(contentType).toBe('text/html; charset=UTF-8');
    expect(body).toContain('<h1>404 Not Found</h1>\n  Not &lt;here&gt;.<br /><br />');
  });

  it.each(['application/json', 'text/html;q=0.1, application/json', 'application/*', 'text/html;q=0, */*'])(
    'is JSON for Accept %j',
    (accept) => {
      const { contentType, body } = page(accept);
      expect(contentType).toBe('application/json');
      expect(JSON.parse(body)).toEqual({
        message: 'Not <here>.<br /><br />\n\n\n',
        code: '404 Not Found',
        title: 'Not Found',
      });
    },
  );

  it('is plain text when neither is wanted', () => {
    expect(page('image/png').contentType).toBe('text/plain; charset=UTF-8');
  });
});
