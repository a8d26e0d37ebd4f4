import type { RecordedEvent } from '../drivers/event-log/port.js';
import type { Actor, CommandContext } from './command-context.js';

/** A worker acts for the user whose request began the operation, and its events say so. */
export const operationContext = (
  begun: RecordedEvent | null,
  service: string,
  command_id: string,
): CommandContext => {
  const metadata = begun?.metadata ?? {};
  const actor = (metadata['actor'] ?? { user_id: null, project_id: null, roles: [] }) as Actor;
  return {
    actor: { ...actor, service },
    request_id: (metadata['requestId'] ?? null) as string | null,
    correlation_id: (metadata['$correlationId'] ?? command_id) as string,
    causation_id: begun?.id ?? command_id,
    command_id,
    is_admin: true,
  };
};
