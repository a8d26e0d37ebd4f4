/** Tells whether node_modules and dist still fit what they were made from. Hashes of contents: a checkout changes all times. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
export const INSTALL_STAMP = join(ROOT, 'node_modules/.emberlog-lock');
export const BUILD_STAMP = join(ROOT, 'dist/.emberlog-build');

const BUILD_SETTINGS = ['package-lock.json', 'package.json', 'tsconfig.json', 'nest-cli.json', '.swcrc'];

const read = (path) => {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  }
};

const hashOf = (paths) => {
  const hash = createHash('sha256');
  for (const path of paths) {
    const content = read(join(ROOT, path)) ?? '';
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
};

export const lockHash = () => `${hashOf(['package-lock.json'])} ${process.platform} ${process.arch}`;

const sources = (directory) =>
  readdirSync(join(ROOT, directory), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${directory}/${entry.name}`;
      if (entry.isDirectory()) return sources(path);
      return path.endsWith('.ts') && !path.endsWith('.spec.ts') ? [path] : [];
    })
    .sort();

export const sourceHash = () => hashOf([...BUILD_SETTINGS, ...sources('src')]);

const stamped = (stamp, hash) => read(stamp)?.toString() === hash;

export const isInstalled = () => {
  if (stamped(INSTALL_STAMP, lockHash())) return true;
  if (!matchesLock()) return false;
  // Somebody ran npm by hand, and it was the right thing.
  writeFileSync(INSTALL_STAMP, lockHash());
  return true;
};

/** Compares with the list that npm itself leaves after a complete install. Packages for other platforms may be missing. */
const matchesLock = () => {
  const listed = read(join(ROOT, 'node_modules/.package-lock.json'));
  if (!listed || !existsSync(join(ROOT, 'node_modules/node/bin/node'))) return false;
  const installed = JSON.parse(listed).packages;
  const wanted = JSON.parse(read(join(ROOT, 'package-lock.json'))).packages;
  return Object.entries(wanted).every(([path, wish]) => {
    const found = installed[path];
    if (path === '' || (!found && wish.optional)) return true;
    return found?.version === wish.version && found.integrity === wish.integrity;
  });
};

export const isBuilt = () => existsSync(join(ROOT, 'dist/main.js')) && stamped(BUILD_STAMP, sourceHash());
