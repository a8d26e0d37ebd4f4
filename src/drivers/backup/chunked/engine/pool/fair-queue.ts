/**
 * Waiting jobs of many operations, handed out in turn: one job of each operation that has any, then the next round.
 * So a volume of a terabyte does not make a small one wait for its end.
 */
export class FairQueue<Owner, Job> {
  readonly #waiting = new Map<Owner, Job[]>();

  push(owner: Owner, job: Job): void {
    const jobs = this.#waiting.get(owner);
    if (jobs) jobs.push(job);
    else this.#waiting.set(owner, [job]);
  }

  /** The next job; its operation goes to the back of the line. */
  shift(): Job | undefined {
    for (const [owner, jobs] of this.#waiting) {
      this.#waiting.delete(owner);
      const job = jobs.shift();
      if (jobs.length > 0) this.#waiting.set(owner, jobs);
      return job;
    }
    return undefined;
  }

  /** Takes back all jobs of one operation. */
  drain(owner: Owner): Job[] {
    const jobs = this.#waiting.get(owner) ?? [];
    this.#waiting.delete(owner);
    return jobs;
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }
}
