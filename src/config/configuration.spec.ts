import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfiguration } from './configuration.js';
import { InvalidConfiguration } from './invalid-configuration.js';
import { OPTION_NAMES, OPTIONS } from './options.js';
import type { Environment } from './sources.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'emberlog-config-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const load = (env: Environment = {}) => loadConfiguration(env, directory);
const file = (content: string, name = 'emberlog.yaml'): void => writeFileSync(join(directory, name), content);
const problemsOf = (env: Environment = {}): readonly string[] => {
  try {
    load(env);
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems;
    throw error;
  }
  return [];
};

describe('without file and variables', () => {
  it('is what the design promises', () => {
    expect(load()).toMatchObject({
      data_dir: join(directory, 'data'),
      backup_posix_path: join(directory, 'data/backups'),
      listen: { host: '127.0.0.1', port: 8776 },
      host: hostname(),
      auth: 'noauth',
      eventstore_url: null,
      backup_file_size: 52_428_800,
      backup_container: null,
      enabled_backends: ['file'],
    });
  });

  it('has defaults that pass their own checks', () => {
    for (const name of OPTION_NAMES.filter(
      (option) => OPTIONS[option].default !== null && option !== 'listen',
    )) {
      const option = OPTIONS[name];
      expect(option.parse(option.default)).toEqual(option.default);
    }
  });
});

describe('sources', () => {
  it('takes options from emberlog.yaml', () => {
    file('backup_max_operations: 3\nenabled_backends: [file]\nbackup_compression_algorithm: off\n');
    expect(load()).toMatchObject({ backup_max_operations: 3, backup_compression_algorithm: 'off' });
  });

  it('lets variables win, and takes every plain option as one', () => {
    file('backup_max_operations: 3\nlog_level: debug\n');
    expect(
      load({ EMBERLOG_BACKUP_MAX_OPERATIONS: '4', EMBERLOG_BACKUP_COMPRESSION_ALGORITHM: 'none' }),
    ).toMatchObject({ backup_max_operations: 4, backup_compression_algorithm: 'none', log_level: 'debug' });
  });

  it('reads the file that EMBERLOG_CONFIG names, and insists on it', () => {
    file('log_level: warn\n', 'other.yaml');
    expect(load({ EMBERLOG_CONFIG: 'other.yaml' }).log_level).toBe('warn');
    expect(problemsOf({ EMBERLOG_CONFIG: 'missing.yaml' })).toEqual([
      expect.stringMatching(/missing\.yaml cannot be read: .*ENOENT/),
    ]);
  });

  it('takes empty variables, YAML nulls and an empty file as not given', () => {
    file('host:\n');
    expect(load({ EMBERLOG_REDIS_URL: '', EMBERLOG_LOG_LEVEL: '' })).toEqual(load());
    file('');
    expect(load().host).toBe(hostname());
  });

  it('ignores variables of others', () => {
    expect(load({ PATH: '/bin', EMBERLOGX: '1' })).toEqual(load());
  });

  it('counts relative paths from the working directory', () => {
    expect(load({ EMBERLOG_DATA_DIR: 'here', EMBERLOG_BACKUP_POSIX_PATH: '/there' })).toMatchObject({
      data_dir: join(directory, 'here'),
      backup_posix_path: '/there',
    });
  });
});

describe('backends', () => {
  const backends = (env: Environment = {}) => load(env).volume_backends;

  it('are one without a word, in the directory of ever', () => {
    const only = { name: 'file', volume_backend_name: 'file', extra_capabilities: {} };
    expect(backends()).toEqual([{ ...only, file_volumes_path: join(directory, 'data/volumes') }]);
    expect(backends({ EMBERLOG_FILE_VOLUMES_PATH: 'v' })).toEqual([
      { ...only, file_volumes_path: join(directory, 'v') },
    ]);
  });

  it('are as many as have a section, each with a directory of its own', () => {
    file('enabled_backends: [fast, slow]\nbackends:\n  fast: { file_volumes_path: /ssd }\n  slow: {}\n');
    expect(backends()).toEqual([
      { name: 'fast', volume_backend_name: 'fast', file_volumes_path: '/ssd', extra_capabilities: {} },
      {
        name: 'slow',
        volume_backend_name: 'slow',
        file_volumes_path: join(directory, 'data/volumes-slow'),
        extra_capabilities: {},
      },
    ]);
  });

  it('can be given by variables', () => {
    const sections = JSON.stringify({ slow: { volume_driver: 'file', volume_backend_name: 'tier2' } });
    const env = { EMBERLOG_ENABLED_BACKENDS: 'file,slow', EMBERLOG_BACKENDS: sections };
    expect(backends(env).map(({ volume_backend_name }) => volume_backend_name)).toEqual(['file', 'tier2']);
  });

  it('may report more than their driver does', () => {
    const extra_capabilities = { storage_protocol: 'iSCSI', tier: 'gold' };
    for (const given of [extra_capabilities, JSON.stringify(extra_capabilities)]) {
      const sections = JSON.stringify({ file: { extra_capabilities: given } });
      expect(backends({ EMBERLOG_BACKENDS: sections })[0]).toMatchObject({ extra_capabilities });
    }
  });

  it.each([
    ['[file, slow]', '{}', /backends has no section for slow/],
    ['[file]', '{slow: {}}', /sections of backends that enabled_backends does not name: slow/],
    [
      '[a, b]',
      '{a: {file_volumes_path: /x}, b: {file_volumes_path: /x}}',
      /the directory of another one: \/x/,
    ],
    ['[a]', '{a: {volume_driver: lvm}}', /volume_driver of a: only file is supported/],
    ['[a]', '{a: {volumes_dir: /x}}', /a has no option volumes_dir/],
    ['[a]', '{a: {file_volumes_path: 1}}', /file_volumes_path of a has to be text/],
    ['[a]', '{a: {extra_capabilities: [1]}}', /extra_capabilities of a has to be a map/],
    ['[a]', '{a: {extra_capabilities: "{"}}', /not JSON/],
    ['["a/b"]', '{}', /"a\/b" is not a name/],
    ['["a@b"]', '{}', /"a@b" is not a name/],
  ])('%s with %s is refused', (enabled, sections, problem) => {
    file(`enabled_backends: ${enabled}\nbackends: ${sections}\n`);
    expect(problemsOf()).toEqual([expect.stringMatching(problem)]);
  });
});

describe('problems', () => {
  it('are told all at once, with where they come from', () => {
    file('backup_file_size: lots\nbackup_fiel_size: 5\n');
    expect(
      problemsOf({ EMBERLOG_QUOTA_VOLUMES: '-2', EMBERLOG_QUOTAS: '1', EMBERLOG_LISTEN: '8776' }),
    ).toEqual([
      `backup_fiel_size in ${directory}/emberlog.yaml is not an option`,
      'the variable EMBERLOG_QUOTAS is not an option',
      'EMBERLOG_LISTEN = "8776": not an address like 127.0.0.1:8776 or [::1]:8776',
      'EMBERLOG_QUOTA_VOLUMES = "-2": less than -1',
      `backup_file_size in ${directory}/emberlog.yaml = "lots": not an integer`,
    ]);
  });

  it('include a file that is no YAML, or no options', () => {
    file('a: [1\n');
    expect(problemsOf()).toEqual([expect.stringContaining('emberlog.yaml is not YAML')]);
    file('- a\n');
    expect(problemsOf()).toEqual([expect.stringContaining('has to consist of lines like "option: value"')]);
    file('log_level: info\nlog_level: warn\n');
    expect(problemsOf()).toEqual([expect.stringContaining('unique')]);
  });

  it('never show a secret', () => {
    const [problem] = problemsOf({ EMBERLOG_EVENTSTORE_URL: 'http://user:hush@log' });
    expect(problem).toBe(
      'EMBERLOG_EVENTSTORE_URL = (not shown): neither esdb:// nor esdb+discover:// with a host',
    );
  });

  it('make one message', () => {
    expect(() => load({ EMBERLOG_LOG_LEVEL: 'loud' })).toThrow(
      'The configuration cannot be used:\n  * EMBERLOG_LOG_LEVEL = "loud": "loud" is not one of trace, debug,',
    );
  });

  it.each(OPTION_NAMES)('are found in %s', (name) => {
    file(`${name}: { a: map }\n`);
    expect(problemsOf()).toEqual([expect.stringMatching(`^${name} in ${directory}/emberlog.yaml = .+: .+`)]);
  });
});
