import { metadataEtag } from './etag.js';
import { preconditionOf } from './if-match.js';

describe('If-Match', () => {
  const metadata = { k: 'v' };
  const tag = metadataEtag(metadata);

  it('is the MD5 of the answer as Python writes it', () => {
    // python3 -c "import hashlib,json; print(hashlib.md5(json.dumps({'metadata': {'k': 'v'}}).encode()).hexdigest())"
    expect(tag).toBe('8cfa0e3346bdcec9c73891be4a6c18a7');
  });

  it.each([undefined, '*', tag, `"${tag}"`, `W/"${tag}"`, `"other", ${tag}`])('accepts %s', (header) => {
    expect(preconditionOf(header)(metadata)).toBe(true);
  });

  it.each(['', 'other', '"other"'])('refuses %j', (header) => {
    expect(preconditionOf(header)(metadata)).toBe(false);
  });
});
