/** Copying so many bytes one by one costs less than a call of `set`. */
const SHORT_BYTES = 10;

export const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));

/** Copies `bytes` to `position`; gives the position after them. */
export function copy(buffer: Uint8Array, position: number, bytes: Uint8Array): number {
  const { length } = bytes;
  if (length > SHORT_BYTES) buffer.set(bytes, position);
  else for (let i = 0; i < length; i += 1) buffer[position + i] = bytes[i]!;
  return position + length;
}
