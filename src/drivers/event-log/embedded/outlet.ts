import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ServiceError } from './service-errors.js';
import type { ReadAnswer, Streams } from './protocol.js';

type ReadServerCall = ServerWritableStream<Streams.ReadReq, ReadAnswer>;

/** The answering half of a read: knows whether the client is still there and whether it keeps up. */
export class Outlet {
  #gone = false;
  #wake: (() => void) | undefined;
  #onGone: (() => void) | undefined;

  constructor(private readonly call: ReadServerCall) {
    const leave = (): void => {
      this.#gone = true;
      this.#wake?.();
      this.#onGone?.();
    };
    call.on('cancelled', leave);
    call.on('close', leave);
    call.on('error', leave);
    call.on('drain', () => this.#wake?.());
  }

  /** The client hung up, or the call was ended. */
  get gone(): boolean {
    return this.#gone || this.call.cancelled;
  }

  /** @returns false when nothing more should be sent before {@link drained} */
  send(message: ReadAnswer): boolean {
    return this.gone || this.call.write(message);
  }

  /** Resolves when the client has taken what was sent, or is gone. */
  async drained(): Promise<void> {
    if (this.gone || !this.call.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = undefined;
  }

  /** Calls `listener` when the client leaves; at once if it has. */
  whenGone(listener: () => void): void {
    this.#onGone = listener;
    if (this.gone) listener();
  }

  end(): void {
    if (!this.gone) this.call.end();
    this.#gone = true;
  }

  fail(error: ServiceError): void {
    if (!this.gone) this.call.emit('error', error);
    this.#gone = true;
  }
}
