const HEADER_BYTES = 16;
const ARCHIVE_BYTES = 12;
const POINT_BYTES = 12;

/**
 * The points of a whisper file's first, finest archive, by their seconds since 1970, in ascending order.
 * Empty for a file that is only begun.
 */
export function whisperPoints(file: Uint8Array): Map<number, number> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (view.byteLength < HEADER_BYTES + ARCHIVE_BYTES) return new Map();
  const offset = view.getUint32(HEADER_BYTES);
  const length = view.getUint32(HEADER_BYTES + 8);
  const end = Math.min(offset + length * POINT_BYTES, view.byteLength);
  const points: [second: number, value: number][] = [];
  for (let at = offset; at + POINT_BYTES <= end; at += POINT_BYTES) {
    const second = view.getUint32(at);
    // a slot that was never written
    if (second !== 0) points.push([second, view.getFloat64(at + 4)]);
  }
  return new Map(points.sort(([one], [other]) => one - other));
}
