import type { CommandContext } from '../../../commands/command-context.js';
import type { RequestContext } from './request-context.js';

/** The context of the one command a request sends: its ids follow from the request id, so the log leads back to the request. */
export const commandContext = (context: RequestContext): CommandContext => {
  const { user_id, project_id, roles, request_id, is_admin, is_service, idempotency } = context;
  const id = request_id.slice('req-'.length);
  return {
    actor: { user_id, project_id, roles },
    request_id,
    correlation_id: id,
    causation_id: id,
    command_id: id,
    is_admin,
    ...(is_service ? { is_service } : {}),
    idempotency,
  };
};
