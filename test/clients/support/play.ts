import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { Line } from './line.js';
import type { Stage } from './stage.js';

const run = promisify(execFile);
const patienceMs = 120_000;

/** How a client is called and how its tables read. */
export interface Client {
  readonly command: string;
  /** Comes before every command line. */
  readonly environment: NodeJS.ProcessEnv;
  parameters(line: readonly string[]): readonly string[];
  properties(printed: string): Readonly<Record<string, string>>;
  rows(printed: string): readonly Readonly<Record<string, string>>[];
}

type Wanted = Readonly<Record<string, string | RegExp>>;

/** Plays the lines of chapters with one client. */
export class Player {
  readonly saved = new Map<string, string>();

  constructor(
    private readonly stage: Stage,
    private readonly client: Client,
  ) {}

  async play(line: Line): Promise<void> {
    const printed = await this.#output(line);
    if (line.refused !== undefined) return void expect(printed).toMatch(line.refused);
    if (line.says !== undefined) expect(printed).toMatch(line.says);
    if (line.prints !== undefined) {
      expect(this.client.properties(printed)).toMatchObject(this.#wanted(line.prints));
    }
    if (line.lists !== undefined) this.#expectRows(this.client.rows(printed), line.lists);
    for (const row of line.hides ?? []) {
      expect(this.client.rows(printed)).not.toContainEqual(expect.objectContaining(this.#wanted(row)));
    }
    if (line.saves !== undefined) this.#save(line.saves, this.client.properties(printed));
    if (line.until !== undefined) await this.#until(...line.until);
  }

  async #output(line: Line): Promise<string> {
    const parameters = this.client.parameters(line.run.split(' ').map((word) => this.#filled(word)));
    const env = { ...this.stage.environment(line.as ?? 'ann'), ...this.client.environment };
    try {
      const { stdout } = await run(this.client.command, parameters, { env, maxBuffer: 2 ** 24 });
      if (line.refused !== undefined) throw new Error(`this was not refused:\n${stdout}`);
      return stdout;
    } catch (error) {
      const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string };
      if (stdout === undefined) throw error;
      if (line.refused !== undefined) return `${stdout}${stderr}`;
      throw new Error(`${this.client.command} ${parameters.join(' ')} failed:\n${stdout}${stderr}`, {
        cause: error,
      });
    }
  }

  #expectRows(rows: readonly Readonly<Record<string, string>>[], wanted: readonly Wanted[]): void {
    if (wanted.length === 0) expect(rows).toEqual([]);
    for (const row of wanted) expect(rows).toContainEqual(expect.objectContaining(this.#wanted(row)));
  }

  #wanted(values: Wanted): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'string' ? this.#filled(value) : expect.stringMatching(value),
      ]),
    );
  }

  #filled(text: string): string {
    return text.replaceAll(/\$(\w+)/g, (_, name: string) => this.#known(name));
  }

  #known(name: string): string {
    const known = this.saved.get(name);
    if (known === undefined) throw new Error(`the line that saves ${name} failed`);
    return known;
  }

  #save(saves: NonNullable<Line['saves']>, properties: Readonly<Record<string, string>>): void {
    const wanted = typeof saves === 'string' ? { [saves]: 'id' } : saves;
    for (const [name, property] of Object.entries(wanted)) {
      const value = properties[property];
      if (value === undefined) throw new Error(`no ${property} in ${JSON.stringify(properties)}`);
      this.saved.set(name, value);
    }
  }

  async #until(collection: string, name: string, status: string): Promise<void> {
    const id = this.#known(name);
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const found = Object.values(await this.stage.get(`${collection}/${id}`))[0] as { status?: string };
      const seen = found?.status ?? 'gone';
      if (seen === status) return;
      if (seen.startsWith('error') || performance.now() > deadline) {
        throw new Error(`${collection} ${name} is ${seen}, not ${status}: ${JSON.stringify(found)}`);
      }
      await sleep(100);
    }
  }
}
