import { createRequire } from 'node:module';
import type { ResolvedEvent } from '@eventstore/db-client';
import { answerSamples } from '../../../test/support/answer-samples.js';
import { generatedAnswer } from '../../../test/support/generated-answer.js';
import { confirmationMessage } from './embedded/messages.js';
import { shared, streams } from './embedded/protocol.js';
import { eventAnswer } from './read-answer.js';
import { metIn, positionOf, toRecorded } from './recorded-event.js';

const { convertGrpcEvent } = createRequire(import.meta.url)(
  '@eventstore/db-client/dist/utils/convertGrpcEvent.js',
) as { convertGrpcEvent(answer: unknown): unknown };

it.each(answerSamples)('gives the client %s as the generated code does', (_, event) => {
  const bytes = Buffer.from(generatedAnswer(event).serializeBinary());
  const quick = eventAnswer(bytes);
  expect(quick?.hasEvent()).toBe(true);
  const generated = streams.ReadResp.deserializeBinary(bytes);
  expect(convertGrpcEvent(quick?.getEvent())).toEqual(convertGrpcEvent(generated.getEvent()));
});

it.each(answerSamples)('gives subscriptions %s as the client would', (_, event) => {
  const bytes = Buffer.from(generatedAnswer(event).serializeBinary());
  const record = eventAnswer(bytes)?.getEvent().getEvent();
  if (record === undefined) throw new Error('it was not decoded');
  const resolved = convertGrpcEvent(streams.ReadResp.deserializeBinary(bytes).getEvent()) as ResolvedEvent;
  expect(metIn(record)).toEqual({ position: positionOf(resolved), event: toRecorded(resolved) });
});

describe('what only the generated code knows', () => {
  const [, ordinary] = answerSamples[0] ?? [];
  if (ordinary === undefined) throw new Error('there is no sample');

  it('is an answer without an event', () => {
    expect(eventAnswer(Buffer.from(confirmationMessage('s').serializeBinary()))).toBeUndefined();
    expect(eventAnswer(Buffer.alloc(0))).toBeUndefined();
  });

  it('is an event that was reached through a link', () => {
    const answer = generatedAnswer(ordinary);
    answer.getEvent()?.setLink(answer.getEvent()?.getEvent());
    expect(eventAnswer(Buffer.from(answer.serializeBinary()))).toBeUndefined();
  });

  it('is a fact about the event that it does not know', () => {
    const answer = generatedAnswer(ordinary);
    answer.getEvent()?.getEvent()?.getMetadataMap().set('new', 'fact');
    expect(eventAnswer(Buffer.from(answer.serializeBinary()))).toBeUndefined();
  });

  it('is an id in two halves', () => {
    const answer = generatedAnswer(ordinary);
    const halves = new shared.UUID.Structured();
    halves.setMostSignificantBits('1');
    halves.setLeastSignificantBits('2');
    answer.getEvent()?.getEvent()?.getId()?.setStructured(halves);
    expect(eventAnswer(Buffer.from(answer.serializeBinary()))).toBeUndefined();
  });
});

it('refuses an answer that was cut off', () => {
  const [, event] = answerSamples[0] ?? [];
  if (event === undefined) throw new Error('there is no sample');
  const bytes = Buffer.from(generatedAnswer(event).serializeBinary());
  expect(() => eventAnswer(bytes.subarray(0, bytes.length - 3))).toThrow(RangeError);
});
