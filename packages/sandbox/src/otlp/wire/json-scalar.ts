import { quote } from '../../defect.js';
import type { OtlpDefects } from '../defect.js';
import type { Scalar } from './schema.js';

/** Reads a value; `undefined` if it is none of the type. */
type ScalarReader = (value: unknown, where: string, defects: OtlpDefects) => unknown;

const temporalities = [
  'AGGREGATION_TEMPORALITY_UNSPECIFIED',
  'AGGREGATION_TEMPORALITY_DELTA',
  'AGGREGATION_TEMPORALITY_CUMULATIVE',
];

const readers: Readonly<Record<Scalar, readonly [ScalarReader, expected: string]>> = {
  string: [(value) => (typeof value === 'string' ? value : undefined), 'a text'],
  bool: [(value) => (typeof value === 'boolean' ? value : undefined), 'true or false'],
  double: [readDouble, 'a number, or "NaN", "Infinity" or "-Infinity"'],
  uint32: [readSmall(0n, 2n ** 32n - 1n), 'an integer from 0 to 2^32 - 1'],
  sint32: [readSmall(-(2n ** 31n), 2n ** 31n - 1n), 'an integer from -2^31 to 2^31 - 1'],
  int64: [readInteger(-(2n ** 63n), 2n ** 63n - 1n), 'an integer from -2^63 to 2^63 - 1'],
  uint64: [readInteger(0n, 2n ** 64n - 1n), 'an integer from 0 to 2^64 - 1'],
  fixed64: [readInteger(0n, 2n ** 64n - 1n), 'an integer from 0 to 2^64 - 1'],
  sfixed64: [readInteger(-(2n ** 63n), 2n ** 63n - 1n), 'an integer from -2^63 to 2^63 - 1'],
  bytes: [readBase64, 'base64'],
  hex: [readHex, 'hexadecimal digits'],
  temporality: [readTemporality, 'an integer from -2^31 to 2^31 - 1'],
};

/** Reads a scalar as proto3's JSON mapping has it, with OTLP's exceptions; `undefined`, and a defect, if it is none. */
export function readJsonScalar(scalar: Scalar, value: unknown, where: string, defects: OtlpDefects): unknown {
  const [read, expected] = readers[scalar];
  const result = read(value, where, defects);
  if (result === undefined) {
    defects.error(where, 'bad-field', `${quote(JSON.stringify(value))} is not ${expected}`);
  }
  return result;
}

function readDouble(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  const isNumeric =
    typeof value === 'string' && /^(NaN|-?Infinity|-?\d+(\.\d+)?([eE][+-]?\d+)?)$/.test(value);
  return isNumeric ? Number(value) : undefined;
}

/** Decimal digits in a text, or a number. */
function readInteger(least: bigint, greatest: bigint): ScalarReader {
  return (value, where, defects) => {
    const isText = typeof value === 'string' && /^-?\d{1,20}$/.test(value);
    if (!isText && !(typeof value === 'number' && Number.isInteger(value))) return undefined;
    const integer = BigInt(value);
    if (integer < least || integer > greatest) return undefined;
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      const message = `${value} is beyond 2^53: as a number, JavaScript reads it imprecisely; send it as a text`;
      defects.remark(where, 'imprecise-integer', message);
    }
    return integer;
  };
}

function readSmall(least: bigint, greatest: bigint): ScalarReader {
  const read = readInteger(least, greatest);
  return (value, where, defects) => {
    const integer = read(value, where, defects);
    return integer === undefined ? undefined : Number(integer);
  };
}

/** Names of enum values are not for OTLP; the Collector reads them. */
function readTemporality(value: unknown, where: string, defects: OtlpDefects): unknown {
  const index = typeof value === 'string' ? temporalities.indexOf(value) : -1;
  if (index < 0) return readSmall(-(2n ** 31n), 2n ** 31n - 1n)(value, where, defects);
  defects.warn(where, 'enum-name', `OTLP has enum values as integers: ${index}, not ${quote(String(value))}`);
  return index;
}

/** Of the usual alphabet or that for URLs, with `=` at its end or without. */
function readBase64(value: unknown): Uint8Array | undefined {
  const isBase64 = typeof value === 'string' && /^([A-Za-z0-9+/]*|[A-Za-z0-9_-]*)={0,2}$/.test(value);
  return isBase64 ? Uint8Array.from(Buffer.from(value, 'base64')) : undefined;
}

function readHex(value: unknown): Uint8Array | undefined {
  const isHex = typeof value === 'string' && /^([0-9a-f]{2})*$/i.test(value);
  return isHex ? Uint8Array.from(Buffer.from(value, 'hex')) : undefined;
}
