import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import type { Expected } from './append-decision.js';
import type { AppendOutcome, EventStore } from './event-store.js';
import { streamName, toExpected } from './messages.js';
import { streams, type Streams } from './protocol.js';
import {
  invalidArgument,
  type ServiceError,
  storeFailure,
  streamDeleted,
  wrongExpectedVersion,
} from './service-errors.js';

/** Streams/Delete: the stream looks as if it had never been, and may be written again. */
export const deleteCall =
  (store: EventStore) =>
  (
    call: ServerUnaryCall<Streams.DeleteReq, Streams.DeleteResp>,
    answer: sendUnaryData<Streams.DeleteResp>,
  ): void => {
    void remove(call.request.getOptions(), (stream, expected) => store.delete(stream, expected)).then(
      (result) => {
        if (typeof result !== 'number') return answer(result);
        const position = new streams.DeleteResp.Position();
        position.setCommitPosition(String(result));
        position.setPreparePosition(String(result));
        const response = new streams.DeleteResp();
        response.setPosition(position);
        return answer(null, response);
      },
    );
  };

/** Streams/Tombstone: the stream can never be read or written again. */
export const tombstoneCall =
  (store: EventStore) =>
  (
    call: ServerUnaryCall<Streams.TombstoneReq, Streams.TombstoneResp>,
    answer: sendUnaryData<Streams.TombstoneResp>,
  ): void => {
    void remove(call.request.getOptions(), (stream, expected) => store.tombstone(stream, expected)).then(
      (result) => {
        if (typeof result !== 'number') return answer(result);
        const position = new streams.TombstoneResp.Position();
        position.setCommitPosition(String(result));
        position.setPreparePosition(String(result));
        const response = new streams.TombstoneResp();
        response.setPosition(position);
        return answer(null, response);
      },
    );
  };

type Options = Streams.DeleteReq.Options | Streams.TombstoneReq.Options;

/** @returns the position of the event that records the removal, or why it was refused */
const remove = async (
  options: Options | undefined,
  act: (stream: string, expected: Expected) => Promise<AppendOutcome>,
): Promise<number | ServiceError> => {
  const stream = streamName(options?.getStreamIdentifier());
  if (!options || stream === '') return invalidArgument('A stream is needed.');
  const expected = toExpected(options);
  try {
    const outcome = await act(stream, expected);
    if (outcome.kind === 'gone') return streamDeleted(stream);
    if (outcome.kind === 'written') return outcome.position;
    const actual = outcome.kind === 'wrong' ? outcome.actual : outcome.revision;
    return wrongExpectedVersion(stream, typeof expected === 'number' ? expected : -1, actual);
  } catch (error) {
    return storeFailure(error);
  }
};
