import type { ErrorCode } from '../../../domain/shared/errors.js';

/** How an error class is answered (spec 1.7): status and, for quota errors, the class name in front and Retry-After. */
export interface FaultForm {
  readonly status: number;
  /** The text becomes `<ClassName>: <text>`: the error passed Cinder's outer layer. */
  readonly classPrefix?: true;
  /** Adds `retryAfter` and the header `Retry-After`: `0` unless the error says more. */
  readonly retryAfter?: true;
  readonly empty?: true;
  /** Said instead of the error's own text, which is for operators. */
  readonly text?: string;
}

const badRequest: FaultForm = { status: 400 };
const notFound: FaultForm = { status: 404 };
const conflict: FaultForm = { status: 409 };
const overQuota: FaultForm = { status: 413, classPrefix: true, retryAfter: true };

const domainFaults = {
  VolumeNotFound: notFound,
  SnapshotNotFound: notFound,
  BackupNotFound: notFound,
  VolumeAttachmentNotFound: notFound,
  VolumeMetadataNotFound: notFound,
  SnapshotMetadataNotFound: notFound,
  VolumeTypeNotFound: notFound,
  VolumeTypeNotFoundByName: notFound,
  VolumeTypeExists: conflict,
  VolumeTypeDeletionError: badRequest,
  VolumeTypeDefaultDeletionError: badRequest,
  VolumeTypeExtraSpecsNotFound: notFound,
  VolumeTypeAccessExists: conflict,
  VolumeTypeAccessNotFound: notFound,
  VolumeTypeEncryptionExists: badRequest,
  VolumeTypeEncryptionNotFound: notFound,
  VolumeTypeProjectDefaultNotFound: notFound,
  InvalidVolumeType: badRequest,
  InvalidTypeAvailabilityZones: badRequest,
  QoSSpecsNotFound: notFound,
  QoSSpecsKeyNotFound: notFound,
  QoSSpecsExists: conflict,
  InvalidQoSSpecs: badRequest,
  GroupNotFound: notFound,
  GroupTypeNotFound: notFound,
  GroupTypeNotFoundByName: notFound,
  GroupTypeExists: conflict,
  GroupTypeInUse: badRequest,
  GroupTypeSpecsNotFound: notFound,
  GroupSnapshotNotFound: notFound,
  InvalidGroup: badRequest,
  InvalidGroupStatus: badRequest,
  InvalidGroupType: badRequest,
  InvalidGroupSnapshot: badRequest,
  InvalidGroupSnapshotStatus: badRequest,
  ClusterNotFound: notFound,
  MessageNotFound: notFound,
  TransferNotFound: notFound,
  InvalidAuthKey: badRequest,
  GlanceMetadataNotFound: notFound,
  ImageNotFound: notFound,
  ServiceNotFound: notFound,
  ServiceUnavailable: badRequest,
  InvalidInput: badRequest,
  InvalidParameterValue: badRequest,
  InvalidVolume: badRequest,
  InvalidSnapshot: badRequest,
  InvalidBackup: badRequest,
  InvalidAvailabilityZone: badRequest,
  InvalidHost: badRequest,
  NotSupportedOperation: { status: 405 },
  ResourceConflict: conflict,
  InvalidVolumeAttachMode: badRequest,
  ConflictNovaUsingAttachment: { status: 409, classPrefix: true },
  VolumeLimitExceeded: overQuota,
  VolumeSizeExceedsAvailableQuota: overQuota,
  VolumeSizeExceedsLimit: overQuota,
  SnapshotLimitExceeded: overQuota,
  BackupLimitExceeded: overQuota,
  GroupLimitExceeded: overQuota,
  VolumeBackupSizeExceedsAvailableQuota: overQuota,
  UnexpectedOverQuota: overQuota,
  QuotaUsageOverflow: overQuota,
  BackupScheduleNotFound: notFound,
} as const satisfies Record<ErrorCode, FaultForm>;

/** Raised by this layer itself. */
const httpFaults = {
  ValidationError: badRequest,
  MalformedBody: badRequest,
  MalformedUrl: badRequest,
  UnknownAction: badRequest,
  InvalidAPIVersionString: badRequest,
  PolicyNotAuthorized: { status: 403 },
  HiddenByMicroversion: notFound,
  InvalidGlobalAPIVersion: { status: 406 },
  UnsupportedContentType: { status: 415 },
  RateLimited: { status: 413, retryAfter: true },
  Unexpected: { status: 500 },
} as const satisfies Record<string, FaultForm>;

/** Cinder's explicit HTTP errors: the given text as is, whatever class the cause has. Named as WebOb names them. */
const webobFaults = {
  HTTPBadRequest: badRequest,
  HTTPNotFound: notFound,
  HTTPConflict: conflict,
  /** Quota refusals that a handler catches itself, such as restore's: no class name in front. */
  HTTPRequestEntityTooLarge: { status: 413, retryAfter: true },
  /** An If-Match that names another state: no body at all. */
  HTTPPreconditionFailed: { status: 412, empty: true },
  /** An Idempotency-Key that belongs to another request. */
  HTTPUnprocessableEntity: { status: 422 },
  HTTPInternalServerError: { status: 500 },
  HTTPServiceUnavailable: { status: 503 },
} as const satisfies Record<string, FaultForm>;

/** What Cinder has nothing like: nothing is wrong with the request, and it may be sent again. */
const passingFaults = {
  EventLogUnavailable: { status: 503, text: 'The event log cannot be reached. Try again later.' },
  /** keystonemiddleware's sentence. */
  IdentityUnavailable: { status: 503, text: 'The Keystone service is temporarily unavailable.' },
  RequestAbandoned: {
    status: 503,
    text: 'The request took too long, and what it held was given back. Try again.',
  },
} as const satisfies Record<string, FaultForm>;

export const faultForms = { ...domainFaults, ...httpFaults, ...webobFaults, ...passingFaults };
export type FaultCode = keyof typeof faultForms;

export const isFaultCode = (code: unknown): code is FaultCode =>
  typeof code === 'string' && Object.hasOwn(faultForms, code);

const envelopes: Readonly<Record<number, string>> = {
  400: 'badRequest',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'itemNotFound',
  405: 'badMethod',
  409: 'conflictingRequest',
  413: 'overLimit',
  415: 'badMediaType',
  501: 'notImplemented',
  503: 'serviceUnavailable',
};

/** The single key of the fault body; statuses without a key of their own, 406, 422 and 500 among them, are `computeFault`. */
export const envelopeOf = (status: number): string => envelopes[status] ?? 'computeFault';
