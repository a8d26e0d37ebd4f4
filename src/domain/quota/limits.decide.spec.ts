import { given } from '../../../test/support/given.js';
import type { Holder } from '../shared/claim.js';
import { checkVolumeSize, effectiveLimits, removeLimits, setLimits } from './limits.decide.js';
import { checkpointEvery, reserve, withCheckpoint } from './quota.decide.js';
import type { QuotaEvent } from './quota.events.js';
import { quotaAggregate, type QuotaLimits } from './quota.state.js';

const claim: Holder = { operation: 'backup', operation_id: '3a5d4c8e' };
/** Two in use, one reserved. */
const used: QuotaEvent[] = [
  ...reserve(null, 'a', claim, { backups: 2 }, {}),
  { type: 'QuotaCommitted', data: { reservation_id: 'a' } },
  ...reserve(null, 'b', claim, { backups: 1 }, {}),
];
const limitsSet = (limits: QuotaLimits): QuotaEvent => ({ type: 'QuotaLimitsSet', data: { limits } });
const setting = (history: readonly QuotaEvent[], limits: QuotaLimits) =>
  given(quotaAggregate, history).when((state) => setLimits(state, limits));

describe('effectiveLimits', () => {
  it('takes the own limit before the class and the class before the configuration', () => {
    const configured = { volumes: 1, backups: 1, snapshots: 1 };
    expect(effectiveLimits(configured, { backups: 2, snapshots: 2 }, { snapshots: 3 })).toEqual({
      volumes: 1,
      backups: 2,
      snapshots: 3,
    });
  });
});

describe('Limits of a project', () => {
  it('stay where others are set', () => {
    setting([limitsSet({ volumes: 5 })], { backups: 7 })
      .then([limitsSet({ backups: 7 })])
      .thenState({ limits: { volumes: 5, backups: 7 } });
  });

  it('are recorded where they change', () => {
    setting([limitsSet({ volumes: 5, backups: 7 })], { volumes: 5, backups: 8 }).then([
      limitsSet({ backups: 8 }),
    ]);
  });

  it('are not recorded twice', () => {
    setting([limitsSet({ volumes: 5 })], { volumes: 5 }).thenNothing();
  });

  it('may lie below the usage the first time', () => {
    setting(used, { backups: 0 }).then([limitsSet({ backups: 0 })]);
  });

  it.each([2, 0])('are not lowered to %i when three are used and reserved', (limit) => {
    setting([...used, limitsSet({ backups: 9 })], { backups: limit }).thenThrows(
      'InvalidParameterValue',
      `Quota backups limit must be equal or greater than existing resources. Current usage is 3 and the requested limit is ${limit}.`,
    );
  });

  it.each([3, -1])('are lowered to %i', (limit) => {
    setting([...used, limitsSet({ backups: 9 })], { backups: limit }).then([limitsSet({ backups: limit })]);
  });

  it('are removed, and the usage stays', () => {
    given(quotaAggregate, [...used, limitsSet({ backups: 9 })])
      .when(removeLimits)
      .then([{ type: 'QuotaLimitsRemoved', data: {} }])
      .thenState({ limits: {}, in_use: { backups: 2 } });
  });

  it('are not removed when there are none', () => {
    given(quotaAggregate, []).when(removeLimits).thenNothing();
    given(quotaAggregate, used).when(removeLimits).thenNothing();
  });
});

describe('A checkpoint', () => {
  it('carries the limits', () => {
    const { state } = given(quotaAggregate, [limitsSet({ volumes: 9 })]);
    const written = withCheckpoint(state, setLimits(state, { backups: 3 }), BigInt(checkpointEvery - 1));
    given(quotaAggregate, written.slice(-1)).thenState({ limits: { volumes: 9, backups: 3 } });
    expect(written.at(-1)?.type).toBe('QuotaCheckpointed');
  });

  it('from before there were limits says that there are none', () => {
    const data = { in_use: { backups: 1 }, reservations: {}, committed: [] };
    given(quotaAggregate, [{ type: 'QuotaCheckpointed', data }]).thenState({ ...data, limits: {} });
  });
});

describe('checkVolumeSize', () => {
  it.each<QuotaLimits>([{}, { per_volume_gigabytes: -1 }, { per_volume_gigabytes: 20 }])(
    'lets 20 GiB pass %o',
    (limits) => expect(() => checkVolumeSize(20, limits)).not.toThrow(),
  );

  it('refuses a larger one', () => {
    expect(() => checkVolumeSize(20, { per_volume_gigabytes: 19 })).toThrow(
      'Requested volume size 20G is larger than maximum allowed limit 19G.',
    );
  });
});
