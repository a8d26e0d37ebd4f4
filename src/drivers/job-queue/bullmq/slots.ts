/** So many at once, the others in the order they came; 0 is no limit. */
export class Slots {
  private taken = 0;
  private readonly waiting: ((got: boolean) => void)[] = [];

  constructor(private readonly limit: number) {}

  /** False when the slots were closed before one became free. */
  async take(): Promise<boolean> {
    if (this.limit === 0 || this.taken < this.limit) {
      this.taken += 1;
      return true;
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  give(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.taken -= 1;
    else next(true);
  }

  close(): void {
    for (const leave of this.waiting.splice(0)) leave(false);
  }
}
