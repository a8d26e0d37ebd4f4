/** The body of export_record and import_record. */
export interface RecordBody {
  readonly 'backup-record': { readonly backup_service: string; readonly backup_url: string };
}

type Members = Readonly<Record<string, unknown>>;

export const recordOf = (backup_url: string): Members =>
  JSON.parse(Buffer.from(backup_url, 'base64').toString()) as Members;

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Times, and the name of the objects that holds one, replaced by the form they have. */
export const withoutMoments = (members: Members | undefined): Members =>
  Object.fromEntries(
    Object.entries(members ?? {}).map(([name, value]) => {
      if (typeof value !== 'string') return [name, value];
      return [name, moment.test(value) ? 'a moment' : value.replace(/_\d{14}_/, '_a moment_')];
    }),
  );
