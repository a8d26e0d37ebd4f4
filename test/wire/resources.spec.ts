import { eventually } from '../support/eventually.js';
import { TestService } from '../support/e2e-service.js';
import { Correspondence } from './support/correspondence.js';
import { recordOf, withoutMoments, type RecordBody } from './support/backup-record.js';
import { Story } from './support/story.js';
import { transcript } from './support/transcript.js';

/** Recorded ids that the story names. */
const v1 = 'c7ec5438-ae76-4666-8850-ab921bc215d2';
const s1 = '6e71fb64-0059-4c93-a1af-cc03bbfb89dc';
const b1 = 'ab8aab23-c2c9-4a3d-b579-64118d618822';
const b2 = '5b029e09-1cda-4a92-bbfc-48b154189db5';
const b3 = 'cd72ee7a-535d-442e-a08e-2e216ea5a6a6';
const restored = '2eee643c-95ff-4034-bc85-0c9577354c48';

const zed = 'Cinder 21 leaves a backup without a zone when none was asked; newer ones tell where it is';
const known = { 'backup.availability_zone': zed, 'backups.availability_zone': zed };

/**
 * The life of a volume, its snapshot and its backups as a running Cinder answered it, again with this service: every status,
 * header and body. Order matters: each step needs what the ones before it made.
 */
describe('the recorded story', () => {
  let service: TestService;
  let story: Story;
  beforeAll(async () => {
    service = await TestService.start({
      host: 'one',
      backup_compression_algorithm: 'none',
      // The recorded one made objects of Cinder's default size.
      backup_file_size: 1_999_994_880,
    });
    const port = Number(new URL(service.url).port);
    const replacements = [
      ['127.0.0.1:8776', `127.0.0.1:${port}`],
      ['one@rbd#rbd', 'one@file#file'],
    ] as const;
    story = new Story(port, new Correspondence(replacements), known);
  }, 60_000);
  afterAll(() => service?.remove());

  const exported = async (backup: string): Promise<RecordBody> =>
    (await story.call('GET', `/v3/backups/${backup}/export_record`)) as unknown as RecordBody;

  const untilGone = (backup: string): Promise<void> =>
    eventually(async () => {
      const headers = { 'X-Auth-Token': 'admin:00000000000000000000000000000abc' };
      const { status } = await story.send('GET', story.ids.translate(`/v3/backups/${backup}`), { headers });
      expect(status).toBe(404);
    }, 60_000);

  const replays = (names: readonly string[]): void => {
    it.each(names)('%s', (name) => story.expect(name));
  };

  describe('a volume', () => {
    replays(['025-volume-create']);
    it('becomes available', () => story.until('volumes', v1, 'available'));
    replays([
      '026-volume-show-370',
      '028-volume-show-nomv',
      '029-volumes-list',
      '030-volumes-detail',
      '032-volume-update',
      '034-volume-metadata-set',
    ]);
  });

  describe('a snapshot', () => {
    replays(['035-snapshot-create']);
    it('becomes available', () => story.until('snapshots', s1, 'available'));
    replays([
      '036-snapshot-show',
      '037-snapshots-detail',
      '038-snapshots-list',
      '039-volume-delete-has-snapshot',
    ]);
  });

  describe('a full backup', () => {
    replays(['040-backup-create']);
    it('becomes available', () => story.until('backups', b1, 'available'));
    replays([
      '045-backup-show-370',
      '046-backup-show-30',
      '047-backup-show-38',
      '049-backup-show-318',
      '050-backup-show-343',
      '051-backup-show-345',
      '052-backup-show-355',
      '053-backup-show-356',
      '054-backup-show-368',
      '055-backup-show-nomv',
    ]);
  });

  describe('a volume that is being backed up', () => {
    const reset = (status: string) =>
      story.call('POST', `/v3/volumes/${v1}/action`, { 'os-reset_status': { status } });
    it('is put in that status', () => reset('backing-up'));
    replays(['042-volume-show-while-backing-up', '044-backup-create-while-backing-up']);
    it('is put back', () => reset('available'));
  });

  describe('an incremental backup, and one of the snapshot', () => {
    it('are made', async () => {
      const asked = { backup: { volume_id: v1, name: 'b2', incremental: true } };
      const { backup } = (await story.call('POST', '/v3/backups', asked)) as { backup: { id: string } };
      story.ids.bind(b2, backup.id);
      await story.until('backups', b2, 'available');
      await story.expect('057-backup-create-snapshot');
      await story.until('backups', b3, 'available');
    });
    replays([
      '058-backup-show-incremental',
      '059-backup-show-has-dependents',
      '060-backup-show-from-snapshot',
      '061-backups-list',
      '062-backups-list-with-count',
      '063-backups-detail',
      '065-backups-detail-limit1-marker',
      '066-backups-detail-sort',
      '067-backups-detail-status',
      '068-backups-detail-name-like',
      '069-backups-detail-all-tenants',
      '071-backups-detail-limit0',
      '072-backup-update',
      '073-backup-update-empty',
      '074-backup-update-38',
      '075-backup-delete-has-dependents',
    ]);
  });

  describe('a status that is reset', () => {
    replays([
      '076-backup-reset-status-error',
      '077-backup-show-after-reset',
      '078-backup-restore-when-error',
    ]);
    replays(['079-backup-reset-status-available', '080-backup-reset-status-bad']);
  });

  describe('records', () => {
    it('081-backup-export-record', async () => {
      const { 'backup-record': ours } = await exported(b1);
      const recorded = (transcript('081-backup-export-record').body as RecordBody)['backup-record'];
      expect(ours.backup_service).toBe(recorded.backup_service);
      const [theirs, own] = [recorded, ours].map(({ backup_url }) => recordOf(backup_url));
      expect(Object.keys(own ?? {})).toEqual(Object.keys(theirs ?? {}));
      const differences = story.ids.differences(withoutMoments(theirs), withoutMoments(own));
      expect(differences).toEqual([`availability_zone: null != "nova"`]);
    });
    it('083-backup-import-record-exists', async () =>
      story.expect('083-backup-import-record-exists', await exported(b1)));
    replays(['084-backup-import-record-garbage', '085-backup-import-record-missing']);
  });

  describe('restores', () => {
    replays(['086-backup-restore-new-volume']);
    it('end', async () => {
      await story.until('backups', b2, 'available');
      await story.until('volumes', restored, 'available');
    });
    replays(['089-volume-show-restored', '090-backup-restore-in-place']);
    it('end in place too', async () => {
      await story.until('backups', b2, 'available');
      await story.until('volumes', v1, 'available');
    });
    replays(['091-volume-create-from-backup']);
    it('end in a volume made for them', () => story.until('backups', b1, 'available'));
    replays(['093-volume-create-from-backup-346', '094-volume-create-2g']);
  });

  describe('refusals', () => {
    replays([
      '095-err-404-backup',
      '096-err-404-volume',
      '100-no-project-in-url',
      '108-err-404-backup-no-such-volume',
      '109-err-404-backup-no-such-snapshot',
      '112-err-400-restore-too-small',
      '115-err-404-marker',
      '117-err-filter-unknown',
    ]);
  });

  describe('deletions', () => {
    replays(['136-backup-delete']);
    it('leave nothing to be found', () => untilGone(b3));
    it('140-backup-import-record-deleted', async () => {
      const record = await exported(b2);
      await story.call('DELETE', `/v3/backups/${b2}`);
      await untilGone(b2);
      await story.expect('140-backup-import-record-deleted', record);
      await story.until('backups', b2, 'available');
    });
    replays(['138-backup-show-deleted', '144-snapshot-delete']);
  });
});
