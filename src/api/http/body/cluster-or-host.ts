import type { RequestContext } from '../identity/request-context.js';
import { invalidInput } from '../faults/http-fault.js';

interface Asked {
  readonly host?: string | null | undefined;
  readonly cluster?: string | null | undefined;
}

/** Exactly one of the two; below the version that knows clusters the host alone. As Cinder checks it, empty is not given. */
export const clusterOrHost = ({ host, cluster }: Asked, context: RequestContext, since: string): string => {
  const knowsClusters = context.microversion.atLeast(since);
  const named = knowsClusters ? cluster : null;
  if (Boolean(named) === Boolean(host)) {
    throw invalidInput(
      knowsClusters ? 'One and only one of cluster and host must be set.' : 'Host field is missing.',
    );
  }
  return named || host || '';
};
