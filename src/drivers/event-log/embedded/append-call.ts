import type { ServerReadableStream, sendUnaryData } from '@grpc/grpc-js';
import type { AppendOutcome, EventStore } from './event-store.js';
import { streamName, toExpected, toProposed } from './messages.js';
import { shared, streams, type Streams } from './protocol.js';
import {
  appendTooLarge,
  invalidArgument,
  type ServiceError,
  storeFailure,
  streamDeleted,
} from './service-errors.js';
import { type ProposedEvent, sizeOf } from './stored-event.js';

/** EventStoreDB's default. */
const MAX_APPEND_BYTES = 1024 * 1024;

type Answer = sendUnaryData<Streams.AppendResp>;

/** Streams/Append: options first, then the events one by one; the answer comes after the commit. */
export const appendCall =
  (store: EventStore) =>
  (call: ServerReadableStream<Streams.AppendReq, Streams.AppendResp>, answer: Answer): void => {
    const events: ProposedEvent[] = [];
    let options: Streams.AppendReq.Options | undefined;
    let size = 0;
    let refused = false;
    const refuse = (error: ServiceError): void => {
      if (refused) return;
      refused = true;
      answer(error);
    };
    call.on('data', (request: Streams.AppendReq) => {
      options ??= request.getOptions();
      const message = request.getProposedMessage();
      if (!message || refused) return;
      const event = toProposed(message);
      size += sizeOf(event);
      if (size > MAX_APPEND_BYTES) refuse(appendTooLarge(MAX_APPEND_BYTES));
      else events.push(event);
    });
    call.on('error', () => {
      refused = true;
    });
    call.on('end', () => {
      if (refused) return;
      const stream = streamName(options?.getStreamIdentifier());
      if (!options || stream === '') return refuse(invalidArgument('An append needs a stream.'));
      if (events.length === 0) return refuse(invalidArgument('An append needs at least one event.'));
      if (events.some((event) => event.id === '' || event.type === '')) {
        return refuse(invalidArgument('Every event needs an id and a type.'));
      }
      store.append(stream, toExpected(options), events).then(
        (outcome) => answerWith(answer, stream, outcome, options),
        (error: unknown) => answer(storeFailure(error)),
      );
    });
  };

const answerWith = (
  answer: Answer,
  stream: string,
  outcome: AppendOutcome,
  options: Streams.AppendReq.Options | undefined,
): void => {
  if (outcome.kind === 'gone') return answer(streamDeleted(stream));
  const response = new streams.AppendResp();
  if (outcome.kind === 'wrong') response.setWrongExpectedVersion(wrongVersion(outcome.actual, options));
  else response.setSuccess(success(outcome));
  answer(null, response);
};

/** A recognised retry is answered without a position: a cluster cannot always tell it, so nobody may rely on it. */
const success = (
  outcome: Extract<AppendOutcome, { kind: 'written' | 'repeated' }>,
): Streams.AppendResp.Success => {
  const message = new streams.AppendResp.Success();
  message.setCurrentRevision(String(outcome.revision));
  if (outcome.kind === 'repeated') {
    message.setNoPosition(new shared.Empty());
    return message;
  }
  const position = new streams.AppendResp.Position();
  position.setCommitPosition(String(outcome.position));
  position.setPreparePosition(String(outcome.position));
  message.setPosition(position);
  return message;
};

const wrongVersion = (
  actual: number,
  options: Streams.AppendReq.Options | undefined,
): Streams.AppendResp.WrongExpectedVersion => {
  const message = new streams.AppendResp.WrongExpectedVersion();
  if (actual >= 0) message.setCurrentRevision(String(actual));
  else message.setCurrentNoStream(new shared.Empty());
  if (options?.hasRevision()) message.setExpectedRevision(options.getRevision());
  else if (options?.hasNoStream()) message.setExpectedNoStream(new shared.Empty());
  else if (options?.hasStreamExists()) message.setExpectedStreamExists(new shared.Empty());
  else message.setExpectedAny(new shared.Empty());
  return message;
};
