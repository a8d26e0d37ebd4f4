import { connectionsText } from '../http-load.js';
import { type QuestionName, questionNames } from './questions.js';

export const connectionCounts = [1, 16] as const;

/** What is measured with one history: a question, requests for backups, or these one after the other. */
export type What = QuestionName | 'POST' | 'quiet POST';

export interface Planned {
  /** Of its line. */
  readonly name: string;
  readonly what: What;
  readonly connections: number;
}

/** The lines of a history of `count` backups, in the order of the table. */
export const planOf = (count: number, isBeside: boolean): readonly Planned[] => {
  const history = `${count.toLocaleString('en')} backups`;
  const beside = isBeside ? ', two backups beside' : '';
  const quiet = {
    name: `POST, ${history}, one backup after the other${beside}`,
    what: 'quiet POST',
    connections: 1,
  } as const;
  const loads = connectionCounts.flatMap((connections) =>
    [...questionNames, 'POST' as const].map((what) => {
      return { name: `${what}, ${history}, ${connectionsText(connections)}${beside}`, what, connections };
    }),
  );
  return [quiet, ...loads];
};
