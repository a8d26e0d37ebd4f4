/** States kept; a state is a few KiB. */
const capacity = 2_000;

/**
 * The states that were read last, so that the pages everybody looks at are not parsed again and again. States are never
 * changed, only replaced, so readers may share them. Whoever writes a row must {@link forget} it in the same turn.
 */
export class StateCache {
  private readonly states = new Map<string, unknown>();

  /** @param read is called for a state that is not here; what it finds is kept, but for undefined */
  get(table: string, id: string, read: () => unknown): unknown {
    const key = `${table}/${id}`;
    const known = this.states.get(key);
    if (known !== undefined) {
      // The oldest use stands first.
      this.states.delete(key);
      this.states.set(key, known);
      return known;
    }
    const state = read();
    if (state === undefined) return undefined;
    this.states.set(key, state);
    const oldest = this.states.keys().next();
    if (this.states.size > capacity && !oldest.done) this.states.delete(oldest.value);
    return state;
  }

  forget(table: string, id: string): void {
    this.states.delete(`${table}/${id}`);
  }

  clear(): void {
    this.states.clear();
  }
}
