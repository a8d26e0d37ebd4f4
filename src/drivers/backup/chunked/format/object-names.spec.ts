import {
  chunkName,
  isObjectName,
  isPrefix,
  metadataName,
  posixPrefix,
  requirePrefix,
  sha256FileName,
  swiftPrefix,
} from './object-names.js';

const VOLUME = '0a1b2c3d-0000-4000-8000-00000000000a';
const BACKUP = '0d66e3bd-7ae2-4ec5-a149-d13e18b4d380';
const AT = new Date('2026-11-21T03:45:07.999Z');
const P = posixPrefix(VOLUME, AT, BACKUP);

it('prefixes hold volume, UTC time and backup', () => {
  expect(P).toBe(`volume_${VOLUME}_20261121034507_backup_${BACKUP}`);
  expect(swiftPrefix(VOLUME, AT, 'nova', BACKUP)).toBe(
    `volume_${VOLUME}/20261121034507/az_nova_backup_${BACKUP}`,
  );
});

it('names grow past five digits', () => {
  expect([1, 99_999, 100_000].map((number) => chunkName('P', number))).toEqual([
    'P-00001',
    'P-99999',
    'P-100000',
  ]);
  expect([metadataName('P'), sha256FileName('P')]).toEqual(['P_metadata', 'P_sha256file']);
});

it('takes what either kind of driver made as a prefix, of any backup id', () => {
  for (const prefix of [P, swiftPrefix(VOLUME, AT, 'az 1', BACKUP), posixPrefix(VOLUME, AT, VOLUME)]) {
    expect(requirePrefix(prefix)).toBe(prefix);
  }
});

it.each([
  null,
  '',
  ' ',
  '.',
  '..',
  'volume_',
  `volume_${VOLUME}`,
  `${P}-00001`,
  `x${P}`,
  `${P}\n`,
  `../${P}`,
  swiftPrefix(VOLUME, AT, '..', BACKUP),
  swiftPrefix(VOLUME, AT, 'a/b', BACKUP),
  `volume_${VOLUME}_2026112103450_backup_${BACKUP}`,
])('refuses the prefix %j', (prefix) => {
  expect(isPrefix(prefix)).toBe(false);
  expect(() => requirePrefix(prefix)).toThrow('Invalid backup: ');
});

it("knows a backup's own objects among others that start the same", () => {
  for (const name of [`${P}-00001`, `${P}-123456`, `${P}_metadata`, `${P}_sha256file`]) {
    expect(isObjectName(P, name)).toBe(true);
  }
  for (const name of [
    P,
    `${P}-0001`,
    `${P}-00001x`,
    `${P}_metadata~`,
    `${P}/x`,
    `x${P}-00001`,
    `${P}-00001\n`,
  ]) {
    expect(isObjectName(P, name)).toBe(false);
  }
});
