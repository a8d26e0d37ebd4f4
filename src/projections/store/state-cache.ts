/** States kept in each generation; a state is a few KiB. */
const capacity = 1_000;

/**
 * The states that were read last, so that the pages everybody looks at are not parsed again and again. States are never
 * changed, only replaced, so readers may share them. Whoever writes a row must {@link forget} it in the same turn.
 *
 * They are kept in two generations: what is read becomes young, and when there are enough of these, what was not read
 * meanwhile is let go. A page of states that are young already costs one look-up each.
 */
export class StateCache {
  private young = new Map<string, Map<string, unknown>>();
  private old = new Map<string, Map<string, unknown>>();
  private count = 0;

  /** @param read is called for a state that is not here; what it finds is kept, but for undefined */
  get(table: string, id: string, read: (table: string, id: string) => unknown): unknown {
    const known = this.young.get(table)?.get(id);
    if (known !== undefined) return known;
    const state = this.old.get(table)?.get(id) ?? read(table, id);
    if (state !== undefined) this.keep(table, id, state);
    return state;
  }

  forget(table: string, id: string): void {
    this.young.get(table)?.delete(id);
    this.old.get(table)?.delete(id);
  }

  clear(): void {
    this.young = new Map();
    this.old = new Map();
    this.count = 0;
  }

  private keep(table: string, id: string, state: unknown): void {
    if (this.count >= capacity) {
      this.old = this.young;
      this.young = new Map();
      this.count = 0;
    }
    const states = this.young.get(table) ?? new Map<string, unknown>();
    this.young.set(table, states.set(id, state));
    this.count += 1;
  }
}
