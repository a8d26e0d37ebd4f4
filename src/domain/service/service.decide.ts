import { invalidInput } from '../shared/errors.js';
import type { ServiceEvent } from './service.events.js';
import type { ServiceState } from './service.state.js';

/** What nobody ever touched is enabled. Saying again what is so changes nothing. */
export const setServiceStatus = (
  state: ServiceState | null,
  { binary, host }: { readonly binary: string; readonly host: string },
  wanted: { readonly disabled: boolean; readonly disabled_reason: string | null },
): ServiceEvent[] => {
  const { disabled, disabled_reason } = state ?? { disabled: false, disabled_reason: null };
  if (disabled === wanted.disabled && disabled_reason === wanted.disabled_reason) return [];
  return wanted.disabled
    ? [{ type: 'ServiceDisabled', data: { binary, host, disabled_reason: wanted.disabled_reason } }]
    : [{ type: 'ServiceEnabled', data: { binary, host } }];
};

/** What is frozen already cannot be frozen, and the other way round (spec/api-core.md 5.4). */
export const setFrozen = (
  state: ServiceState | null,
  { binary, host }: { readonly binary: string; readonly host: string },
  frozen: boolean,
): ServiceEvent[] => {
  if ((state?.frozen ?? false) === frozen) {
    throw invalidInput(`frozen in ${host} must be ${frozen ? 'False' : 'True'} to failover.`);
  }
  return [{ type: frozen ? 'ServiceFrozen' : 'ServiceThawed', data: { binary, host } }];
};
