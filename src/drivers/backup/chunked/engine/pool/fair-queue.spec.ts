import { FairQueue } from './fair-queue.js';

describe('FairQueue', () => {
  const taken = (queue: FairQueue<string, string>) => {
    const jobs: string[] = [];
    while (!queue.isEmpty) jobs.push(queue.shift() ?? '');
    return jobs;
  };

  it('takes one job of each operation in turn, in order within one', () => {
    const queue = new FairQueue<string, string>();
    for (const job of ['a1', 'a2', 'a3', 'b1', 'c1', 'c2']) queue.push(job.charAt(0), job);
    expect(taken(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3']);
    expect(queue.shift()).toBeUndefined();
  });

  it('lets a newcomer in before the second round', () => {
    const queue = new FairQueue<string, string>();
    for (const job of ['a1', 'a2', 'a3']) queue.push('a', job);
    expect(queue.shift()).toBe('a1');
    queue.push('b', 'b1');
    expect(taken(queue)).toEqual(['a2', 'b1', 'a3']);
  });

  it('gives back what one operation still has', () => {
    const queue = new FairQueue<string, string>();
    for (const job of ['a1', 'b1', 'a2']) queue.push(job.charAt(0), job);
    expect(queue.drain('a')).toEqual(['a1', 'a2']);
    expect(queue.drain('a')).toEqual([]);
    expect(taken(queue)).toEqual(['b1']);
  });
});
