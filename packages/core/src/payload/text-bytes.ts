/**
 * UTF-8 for what lives as long as its series: in the pool of Buffer, where texts that are made one after the other lie side by side, in the
 * order in which exports read them. With memory of its own for each, a series of Initial State took 2.0 KB instead of 1.2 and copying
 * three times as long, one of StatHat 2.6 KB instead of 1.5.
 */
export function textBytes(text: string): Uint8Array {
  const { buffer, byteLength, byteOffset } = Buffer.from(text);
  return new Uint8Array(buffer, byteOffset, byteLength);
}
