import { firstVisible, KEEP_ALL, oldestVisibleUs, parseRetention, TRUNCATE_ALL } from './retention.js';

const parse = (text: string) => parseRetention(Buffer.from(text));

describe('stream metadata', () => {
  it('limits by number, age and revision', () => {
    expect(parse('{"$maxCount":20,"$maxAge":86400,"$tb":7,"other":true}')).toEqual({
      maxCount: 20,
      maxAgeSeconds: 86400,
      truncateBefore: 7,
    });
  });

  it('reads the largest revision as for ever', () => {
    expect(parse('{"$tb":9223372036854775807}').truncateBefore).toBe(TRUNCATE_ALL);
  });

  it.each(['', 'no json', 'null', '[1]', '{"$maxCount":"20","$maxAge":-1,"$tb":0}'])('ignores %j', (text) => {
    expect(parse(text)).toEqual(KEEP_ALL);
  });

  it('shows from the highest of the limits', () => {
    expect(firstVisible(KEEP_ALL, 9)).toBe(0);
    expect(firstVisible({ ...KEEP_ALL, maxCount: 4 }, 9)).toBe(6);
    expect(firstVisible({ ...KEEP_ALL, maxCount: 40 }, 9)).toBe(0);
    expect(firstVisible({ ...KEEP_ALL, maxCount: 4, truncateBefore: 8 }, 9)).toBe(8);
  });

  it('hides what is older than its age', () => {
    expect(oldestVisibleUs(KEEP_ALL, 5e6)).toBe(0);
    expect(oldestVisibleUs({ ...KEEP_ALL, maxAgeSeconds: 2 }, 5e6)).toBe(3e6);
  });
});
