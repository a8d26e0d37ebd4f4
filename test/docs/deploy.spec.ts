import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { OPTION_NAMES, variableOf } from '../../src/config/options.js';

const files = readdirSync('deploy', { recursive: true, encoding: 'utf8', withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name));
const known = new Set(OPTION_NAMES.map(variableOf));

interface Compose {
  readonly services: Readonly<Record<string, { readonly environment?: Readonly<Record<string, string>> }>>;
}

describe('The files in deploy', () => {
  it.each([...files, 'docs/deploy.md'])('name only options that there are: %s', (file) => {
    const named = readFileSync(file, 'utf8').match(/EMBERLOG_\w+/g) ?? [];
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it('give every process of the compose file a role and a name of its own', () => {
    const text = readFileSync('deploy/compose.yaml', 'utf8');
    const { services } = parse(text, { merge: true }) as Compose;
    const processes = Object.entries(services).flatMap(([name, { environment }]) =>
      environment?.['EMBERLOG_ROLES'] === undefined ? [] : [{ name, environment }],
    );
    const roles = processes.map(({ environment }) => environment['EMBERLOG_ROLES']);
    expect(roles.sort()).toEqual(['api', 'api', 'manager', 'manager', 'worker', 'worker']);
    for (const { name, environment } of processes) expect(environment['EMBERLOG_HOST']).toBe(name);
  });

  it('copy into the image what the build needs, and no more than that', () => {
    const kept = readFileSync('deploy/Dockerfile.dockerignore', 'utf8').match(/(?<=^!).+$/gm) ?? [];
    const build = readFileSync('deploy/Dockerfile', 'utf8').split(/^FROM /m)[1] ?? '';
    const copied = [...build.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, names]) => names?.split(' ') ?? []);
    expect(copied.sort()).toEqual([...kept].sort());
  });
});
