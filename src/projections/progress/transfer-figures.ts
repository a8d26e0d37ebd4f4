import { fromCinderTime } from '../../domain/shared/time.js';
import { rateWindowMs, type Mark, type TransferRun } from '../../domain/shared/transfer-run.js';

export interface TransferFigures {
  readonly bytes_done: number;
  /** Null until the first attempt has opened the device. */
  readonly bytes_total: number | null;
  /** 0 to 100; it is 100 only when everything is there. */
  readonly percent: number;
  /** Bytes per second over the last seconds, or over the whole attempt once it is over; null while nobody can tell. */
  readonly rate: number | null;
  readonly eta_seconds: number | null;
}

export interface Transfer {
  readonly isCompleted: boolean;
  /** Bytes are on their way. */
  readonly isMoving: boolean;
  readonly bytesDone: number;
  readonly bytesTotal: number | null;
  /** Done before the newest attempt began. */
  readonly bytesBefore: number;
  readonly marks: readonly Mark[];
  readonly run: TransferRun | null;
  readonly now: Date;
}

export const figuresOf = (transfer: Transfer): TransferFigures => {
  const { isCompleted, bytesDone, bytesTotal } = transfer;
  const total = bytesTotal ?? (isCompleted ? bytesDone : null);
  const rate = rateOf(transfer);
  return {
    bytes_done: bytesDone,
    bytes_total: total,
    percent: isCompleted ? 100 : percentOf(bytesDone, total),
    rate,
    eta_seconds: isCompleted ? 0 : etaOf(transfer, rate),
  };
};

const percentOf = (done: number, total: number | null): number =>
  total === null || total === 0 ? 0 : Math.min(100, Math.floor((done * 100) / total));

const etaOf = ({ isMoving, bytesDone, bytesTotal }: Transfer, rate: number | null): number | null =>
  isMoving && bytesTotal !== null && rate !== null && rate > 0
    ? Math.ceil(Math.max(0, bytesTotal - bytesDone) / rate)
    : null;

const rateOf = ({ marks, run, isMoving, bytesBefore, bytesDone, now }: Transfer): number | null => {
  if (run === null) return null;
  const begin = { at: fromCinderTime(run.started_at).getTime(), bytes: bytesBefore };
  if (run.ended_at !== null) {
    return perSecond(begin, { at: fromCinderTime(run.ended_at).getTime(), bytes: bytesDone });
  }
  const last = marks.at(-1);
  if (!isMoving || last === undefined) return null;
  // Nothing has come for so long that the last rate tells nothing.
  if (now.getTime() - last.at > 2 * rateWindowMs) return 0;
  const first = last.at - begin.at < rateWindowMs ? begin : marks[0];
  return first === undefined ? null : perSecond(first, last);
};

const perSecond = (from: Mark, to: Mark): number | null =>
  to.at > from.at ? Math.round(((to.bytes - from.bytes) * 1000) / (to.at - from.at)) : null;
