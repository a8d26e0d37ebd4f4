/**
 * One question for many who ask at the same time. Nobody is given an answer that was under way before they asked: it may be
 * older than what they know. They wait for the next one, together.
 */
export class SharedAnswer<T> {
  #running: Promise<unknown> | undefined;
  #following: Promise<T> | undefined;

  constructor(private readonly ask: () => Promise<T>) {}

  /** An answer to a question that is put after this call. */
  next(): Promise<T> {
    if (this.#running === undefined) return this.#begin();
    this.#following ??= this.#running.then(() => {
      this.#following = undefined;
      return this.#begin();
    });
    return this.#following;
  }

  #begin(): Promise<T> {
    const answer = this.ask();
    const running = answer
      .catch(() => undefined)
      .then(() => {
        if (this.#running === running) this.#running = undefined;
      });
    this.#running = running;
    return answer;
  }
}
