import { checkFormat, isUuidLike } from './formats.js';

describe('isUuidLike', () => {
  it.each([
    '0f7c5f0e-98a1-4b8e-9d6c-3f6f2a1b2c3d',
    '0F7C5F0E98A14B8E9D6C3F6F2A1B2C3D',
    '{0f7c5f0e-98a1-4b8e-9d6c-3f6f2a1b2c3d}',
    'urn:uuid:0f7c5f0e-98a1-4b8e-9d6c-3f6f2a1b2c3d',
  ])('takes %s', (text) => expect(isUuidLike(text)).toBe(true));

  it.each(['', 'nope', '0f7c5f0e-98a1-4b8e-9d6c-3f6f2a1b2c3', 5, null])('refuses %j', (value) =>
    expect(isUuidLike(value)).toBe(false),
  );
});

describe('formats with texts of their own', () => {
  it('measures a name without the white space around it', () => {
    expect(checkFormat('name_non_mandatory_remove_white_spaces', `  ${'n'.repeat(255)}  `)).toBe(true);
    expect(() => checkFormat('name_non_mandatory_remove_white_spaces', 'n'.repeat(256))).toThrow(
      'Invalid input received: name has 256 characters, more than 255.',
    );
  });

  it.each([
    [
      'backup_status',
      'creating',
      "Backup status: creating is invalid, valid statuses are: ['available', 'error'].",
    ],
    [
      'volume_attach_status',
      'x',
      "Volume attach status: x is invalid, valid statuses are: ['attached', 'detached'].",
    ],
    ['snapshot_status', '', 'Snapshot status:  is invalid, valid statuses are: ('],
    ['volume_status', 'gone', 'Volume status: gone is invalid, valid statuses are: ('],
    [
      'validate_volume_reset_body',
      {},
      "Must specify 'status', 'attach_status' or 'migration_status' for update.",
    ],
  ] as const)('%s refuses %j', (name, value, text) => {
    expect(() => checkFormat(name, value)).toThrow(text);
  });

  it.each([
    ['', true],
    ['x', false],
    ['bm90anNvbg==', true],
    ['bm90anNvbg', false],
    ['bm90\nanNv', true],
  ])('base64 of %j is %s', (text, expected) => expect(checkFormat('base64', text)).toBe(expected));
});
