import { metadataToRestore } from './metadata-to-restore.js';

const base = { display_name: 'database', display_description: 'of Monday' };
const nothing = { base: null, metadata: null, glance_metadata: null };

describe('Volume metadata in a backup', () => {
  it.each([null, '', 'restore_backup_3a5d4c8e'])(
    'names a target that has no name of its own: %j',
    (target) => {
      expect(metadataToRestore({ ...nothing, base }, target)).toEqual(base);
    },
  );

  it('empties the description when the backup has none', () => {
    expect(metadataToRestore({ ...nothing, base: { display_name: 'database' } }, null)).toEqual({
      display_name: 'database',
      display_description: null,
    });
  });

  it('leaves a name that the target has', () => {
    expect(metadataToRestore({ ...nothing, base }, 'mine')).toEqual({});
  });

  it.each([null, ''])('does not take a name away: %j', (display_name) => {
    expect(metadataToRestore({ ...nothing, base: { ...base, display_name } }, null)).toEqual({});
  });

  it('replaces the parts that it has, empty ones included, and leaves the others', () => {
    expect(metadataToRestore({ ...nothing, metadata: {}, glance_metadata: {} }, 'mine')).toEqual({
      metadata: {},
      image_metadata: {},
    });
    expect(metadataToRestore(nothing, null)).toEqual({});
  });
});
