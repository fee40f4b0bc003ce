/** The body of one request, which knows whether a connection has asked for it. */
export interface PayloadBody extends AsyncIterable<Uint8Array> {
  /** Whether bytes may have left: before that, the server cannot have processed them. */
  readonly isTaken: boolean;
}

/**
 * A body of which undici asks for the bytes when it has a connection and begins to write. After an abort it gives none:
 * their buffer is used for something else then.
 */
export function createPayloadBody(bytes: Uint8Array, signal: AbortSignal): PayloadBody {
  let isTaken = false;
  return {
    get isTaken() {
      return isTaken;
    },
    async *[Symbol.asyncIterator]() {
      signal.throwIfAborted();
      isTaken = true;
      yield bytes;
    },
  };
}
