import type { PickleBytes } from './bytes.js';
import { readDecimal, readDouble, readLong } from './number.js';
import type { OpcodeTable } from './opcode.js';
import { fills, pushes } from './opcode.js';
import { PickleProblem } from './problem.js';
import { readQuoted, readRawUnicode, readUnicode, readUtf8 } from './text.js';
import type { PickleValue } from './value.js';

/** Newer protocols than Python has are refused, as by Python. */
const lastProtocol = 5;

const containers: OpcodeTable = {
  '(': ['MARK', (machine) => machine.mark()],
  ']': ['EMPTY_LIST', (machine) => machine.push([])],
  l: ['LIST', (machine) => machine.push(machine.popMark())],
  t: ['TUPLE', (machine) => machine.push({ tuple: machine.popMark() })],
  '\x86': ['TUPLE2', (machine) => machine.push({ tuple: machine.popMany(2) })],
  a: fills('APPEND', false, append),
  e: fills('APPENDS', true, append),
};

const texts: OpcodeTable = {
  S: pushes('STRING', (bytes) => readQuoted(bytes.line())),
  T: pushes('BINSTRING', (bytes) => readUtf8(bytes.counted(4))),
  U: pushes('SHORT_BINSTRING', (bytes) => readUtf8(bytes.counted(1))),
  V: pushes('UNICODE', (bytes) => readRawUnicode(bytes.line())),
  X: pushes('BINUNICODE', (bytes) => readUnicode(bytes.counted(4))),
};

const numbers: OpcodeTable = {
  I: pushes('INT', (bytes) => readDecimal(bytes.line())),
  L: pushes('LONG', (bytes) => readDecimal(withoutSuffix(bytes.line()))),
  J: pushes('BININT', (bytes) => bytes.take(4).readInt32LE()),
  K: pushes('BININT1', (bytes) => bytes.take(1).readUInt8()),
  M: pushes('BININT2', (bytes) => bytes.take(2).readUInt16LE()),
  '\x8a': pushes('LONG1', (bytes) => readLong(bytes.counted(1))),
  F: pushes('FLOAT', (bytes) => readDouble(bytes.line())),
  G: pushes('BINFLOAT', (bytes) => bytes.take(8).readDoubleBE()),
};

const memo: OpcodeTable = {
  p: ['PUT', (machine) => machine.remember(readIndex(machine.bytes))],
  q: ['BINPUT', (machine) => machine.remember(machine.bytes.take(1).readUInt8())],
  r: ['LONG_BINPUT', (machine) => machine.remember(machine.bytes.take(4).readUInt32LE())],
  g: ['GET', (machine) => machine.recall(readIndex(machine.bytes))],
  h: ['BINGET', (machine) => machine.recall(machine.bytes.take(1).readUInt8())],
  j: ['LONG_BINGET', (machine) => machine.recall(machine.bytes.take(4).readUInt32LE())],
};

/** What the pickles of Graphite clients consist of: lists of tuples, texts and numbers, protocol 2 or below. */
export const usualOpcodes: OpcodeTable = {
  ...containers,
  ...texts,
  ...numbers,
  ...memo,
  '\x80': [
    'PROTO',
    (machine) => {
      const protocol = machine.bytes.take(1).readUInt8();
      if (protocol > lastProtocol) throw new PickleProblem(`its protocol ${protocol} is unknown`);
      machine.protocol = Math.max(machine.protocol, protocol);
    },
  ],
};

function append(list: PickleValue, values: PickleValue[]): boolean {
  if (!Array.isArray(list)) return false;
  for (const value of values) list.push(value);
  return true;
}

function withoutSuffix(line: Buffer): Buffer {
  return line.at(-1) === 0x4c ? line.subarray(0, -1) : line;
}

function readIndex(bytes: PickleBytes): number {
  const text = bytes.line().toString('latin1');
  if (!/^\d{1,15}$/.test(text)) throw new PickleProblem('an index of its memo is no number');
  return Number(text);
}
