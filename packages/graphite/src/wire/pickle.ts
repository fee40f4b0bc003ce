import type { Series } from '@otelwire/core';
import type { Format, Stamp } from './format.js';
import { copy, type PathShape, pathBytes, pathShape, writePath } from './path-shape.js';

const PROTO = 0x80;
const EMPTY_LIST = 0x5d;
const MARK = 0x28;
const BINUNICODE = 0x58;
const BININT = 0x4a;
const LONG1 = 0x8a;
const BINFLOAT = 0x47;
const TUPLE2 = 0x86;
const APPENDS = 0x65;
const STOP = 0x2e;

/** BINUNICODE and its length. */
const HEAD_BYTES = 5;
/** BINFLOAT with its double, and two TUPLE2. */
const TAIL_BYTES = 11;
const MAX_INT32 = 2 ** 31 - 1;

/**
 * `[(path, (timestamp, value)), …]` as Python's pickle, protocol 2, without memo: each point is bytes of its own, and receivers
 * that know only a few opcodes read it too. A frame is behind its length, which the packer writes.
 * https://graphite.readthedocs.io/en/latest/feeding-carbon.html#the-pickle-protocol
 */
export const pickle: Format = {
  name: 'pickle',
  lengthPrefix: 'uint32be',
  wrapping: {
    head: new Uint8Array([PROTO, 2, EMPTY_LIST, MARK]),
    separator: new Uint8Array(0),
    tail: new Uint8Array([APPENDS, STOP]),
  },
  renderTags: (tags) => tags.map((tag) => `;${tag}`).join(''),
  shape: pathShape,
  stamp(second) {
    const bytes = new Uint8Array(second > MAX_INT32 ? 7 : 5);
    const view = new DataView(bytes.buffer);
    if (second <= MAX_INT32) {
      bytes[0] = BININT;
      view.setInt32(1, second, true);
      return bytes;
    }
    bytes[0] = LONG1;
    bytes[1] = 5;
    view.setUint32(2, second % 2 ** 32, true);
    bytes[6] = Math.floor(second / 2 ** 32);
    return bytes;
  },
  recordBytes: (shape, series, _value, stamp) => itemBytes(shape, series, stamp),
  write(packer, shape, series, values, index, stamp) {
    if (!Number.isFinite(values[index])) return 'not_finite';
    const bytes = itemBytes(shape, series, stamp);
    if (!packer.fits(bytes)) return 'too_large';
    const { buffer, position } = packer;
    buffer[position] = BINUNICODE;
    writeUint32(buffer, position + 1, pathBytes(shape, series));
    const end = copy(buffer, writePath(buffer, position + HEAD_BYTES, shape, series), stamp);
    buffer[end] = BINFLOAT;
    writeFloat64(buffer, end + 1, values, index);
    buffer[end + 9] = TUPLE2;
    buffer[end + 10] = TUPLE2;
    packer.position = position + bytes;
    packer.endRecord();
    return undefined;
  },
};

function itemBytes(shape: PathShape, series: Series, stamp: Stamp): number {
  return HEAD_BYTES + pathBytes(shape, series) + stamp.length + TAIL_BYTES;
}

function writeUint32(buffer: Uint8Array, position: number, value: number): void {
  for (let i = 0; i < 4; i += 1) buffer[position + i] = (value >>> (8 * i)) & 0xff;
}

const double = new DataView(new ArrayBuffer(8));

/** `values[index]`, big-endian; a negative zero goes out as zero, as from all our encoders. */
function writeFloat64(buffer: Uint8Array, position: number, values: Float64Array, index: number): void {
  const value = values[index] as number;
  double.setFloat64(0, value === 0 ? 0 : value);
  for (let i = 0; i < 8; i += 1) buffer[position + i] = double.getUint8(i);
}
