/**
 * The page that WebOb, the library under Cinder, answers where no Cinder code is reached: unrouted paths, oversized bodies,
 * the redirect (spec 1.5, 1.7). HTML unless the client prefers JSON.
 */
export interface WebObPage {
  readonly contentType: string;
  readonly body: string;
}

type Offer = 'text/html' | 'application/json';
const offers: readonly Offer[] = ['text/html', 'application/json'];

interface Range {
  readonly media: string;
  readonly quality: number;
}

const rangesOf = (accept: string): readonly Range[] =>
  accept.split(',').map((item) => {
    const [media = '', ...parameters] = item.trim().toLowerCase().split(';');
    const quality = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find((q) => q !== undefined);
    return { media: media.trim(), quality: quality === undefined ? 1 : Number(quality) };
  });

/** The most exact range that covers the offer decides its quality. */
const qualityOf = (ranges: readonly Range[], offer: Offer): number => {
  const wildcards = [offer, `${offer.split('/')[0]}/*`, '*/*'];
  const found = wildcards.map((media) => ranges.find((range) => range.media === media));
  return found.find((range) => range !== undefined)?.quality ?? 0;
};

const preferred = (accept: string | undefined): Offer | null => {
  if (accept === undefined || accept.trim() === '') return 'text/html';
  const ranges = rangesOf(accept);
  const rated = offers
    .map((offer) => ({ offer, quality: qualityOf(ranges, offer) }))
    .filter(({ quality }) => quality > 0);
  return rated.toSorted((a, b) => b.quality - a.quality)[0]?.offer ?? null;
};

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (char) => escapes[char] ?? char);

const html = (status: string, text: string): string =>
  `<html>\n <head>\n  <title>${status}</title>\n </head>\n <body>\n  <h1>${status}</h1>\n` +
  `  ${escapeHtml(text)}<br /><br />\n\n\n\n </body>\n</html>`;

/**
 * @param status code and title, such as `404 Not Found`
 * @param text the explanation sentence
 * @param accept the request's Accept header
 */
export const webobPage = (status: string, text: string, accept: string | undefined): WebObPage => {
  switch (preferred(accept)) {
    case 'application/json':
      return {
        contentType: 'application/json',
        body: JSON.stringify({
          message: `${text}<br /><br />\n\n\n`,
          code: status,
          title: status.slice(status.indexOf(' ') + 1),
        }),
      };
    case 'text/html':
      return { contentType: 'text/html; charset=UTF-8', body: html(status, text) };
    default:
      return { contentType: 'text/plain; charset=UTF-8', body: `${status}\n\n${text}\n\n\n\n` };
  }
};
