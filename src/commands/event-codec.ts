import { Ajv, type ValidateFunction } from 'ajv';
import type { AnyEvent, EventCatalogue } from '../domain/shared/event.js';
import type { NewEvent } from '../drivers/event-log/port.js';
import type { CommandContext, Idempotency } from './command-context.js';
import { uuidV5 } from './uuid-v5.js';

const ajv = new Ajv({ strict: true, allowUnionTypes: true });
const validators = new WeakMap<object, ValidateFunction>();

const validatorOf = (schema: { readonly json: object }): ValidateFunction => {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const compiled = ajv.compile(schema.json);
  validators.set(schema, compiled);
  return compiled;
};

/** An event that does not fit its own schema is a defect of this program and never reaches the log. */
export class MalformedEvent extends Error {
  override readonly name = 'MalformedEvent';
}

export interface Origin {
  readonly context: CommandContext;
  /** Revision that the first of the events will have; a part of its id. */
  readonly revision: bigint;
  /** Host that appends. */
  readonly node: string;
}

/** The key itself stays out of the log: the id of the stream follows from it. */
const remembered = ({ request, answer }: Idempotency): object => ({ request, ...(answer ? { answer } : {}) });

/**
 * Events as they go into the log: checked against the newest schema of their type, with a deterministic id and the
 * metadata that every event carries.
 */
export const encodeEvents = (
  catalogue: EventCatalogue,
  stream: string,
  events: readonly AnyEvent[],
  origin: Origin,
): NewEvent[] => {
  const { context, node, revision } = origin;
  return events.map((event, index) => {
    const definition = catalogue[event.type];
    if (definition === undefined) throw new MalformedEvent(`${event.type} is in no catalogue`);
    const data = JSON.parse(JSON.stringify(event.data)) as Record<string, unknown>;
    const fits = validatorOf(definition.schema);
    if (!fits(data)) throw new MalformedEvent(`${event.type}: ${ajv.errorsText(fits.errors)}`);
    return {
      id: uuidV5(`${stream}/${context.command_id}/${revision + BigInt(index)}`),
      type: event.type,
      data,
      metadata: {
        $correlationId: context.correlation_id,
        $causationId: context.causation_id,
        commandId: context.command_id,
        actor: context.actor,
        requestId: context.request_id,
        schema: definition.version,
        node,
        ...(context.idempotency === undefined ? {} : { idempotency: remembered(context.idempotency) }),
      },
    };
  });
};
