import { answerSamples } from '../../../../test/support/answer-samples.js';
import { generatedAnswer } from '../../../../test/support/generated-answer.js';
import { eventBytes } from './event-bytes.js';
import { streams } from './protocol.js';

it.each(answerSamples)('writes %s as the generated code does', (_, event) => {
  const [ours, theirs] = [eventBytes(event), generatedAnswer(event).serializeBinary()].map((bytes) =>
    streams.ReadResp.deserializeBinary(bytes).toObject(),
  );
  expect(ours).toEqual(theirs);
});
