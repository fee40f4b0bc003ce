import { readLong } from './number.js';
import type { OpcodeTable } from './opcode.js';
import { fills, pushes } from './opcode.js';
import { PickleProblem } from './problem.js';
import { readUnicode } from './text.js';
import type { PickleValue } from './value.js';

const containers: OpcodeTable = {
  ')': ['EMPTY_TUPLE', (machine) => machine.push({ tuple: [] })],
  '\x85': ['TUPLE1', (machine) => machine.push({ tuple: machine.popMany(1) })],
  '\x87': ['TUPLE3', (machine) => machine.push({ tuple: machine.popMany(3) })],
  '}': ['EMPTY_DICT', (machine) => machine.push(new Map())],
  d: ['DICT', (machine) => machine.push(dictionary(machine.popMark()))],
  s: [
    'SETITEM',
    (machine) => {
      const values = machine.popMany(2);
      setItems(machine.top(), values);
    },
  ],
  u: fills('SETITEMS', true, setItems),
  '\x8f': ['EMPTY_SET', (machine) => machine.push(new Set())],
  '\x90': fills('ADDITEMS', true, addItems),
  '\x91': ['FROZENSET', (machine) => machine.push(new Set(machine.popMark()))],
};

const scalars: OpcodeTable = {
  N: pushes('NONE', () => null),
  '\x88': pushes('NEWTRUE', () => true),
  '\x89': pushes('NEWFALSE', () => false),
  '\x8b': pushes('LONG4', (bytes) => readLong(bytes.counted(4))),
  '\x8c': pushes('SHORT_BINUNICODE', (bytes) => readUnicode(bytes.counted(1))),
  '\x8d': pushes('BINUNICODE8', (bytes) => readUnicode(bytes.counted(8))),
  B: pushes('BINBYTES', (bytes) => bytes.counted(4)),
  C: pushes('SHORT_BINBYTES', (bytes) => bytes.counted(1)),
  '\x8e': pushes('BINBYTES8', (bytes) => bytes.counted(8)),
  '\x96': pushes('BYTEARRAY8', (bytes) => bytes.counted(8)),
};

/** What carbon's unpickler reads too, though no client of Graphite needs it. */
export const otherOpcodes: OpcodeTable = {
  ...containers,
  ...scalars,
  '0': ['POP', (machine) => machine.discard()],
  '1': ['POP_MARK', (machine) => void machine.popMark()],
  '2': ['DUP', (machine) => machine.push(machine.top())],
  '\x94': ['MEMOIZE', (machine) => machine.remember()],
  '\x95': [
    'FRAME',
    ({ bytes }) => {
      if (bytes.take(8).readBigUInt64LE() > bytes.left) throw new PickleProblem('it is cut off');
    },
  ],
};

/** What calls, makes objects or looks things up: refused always. */
export const refusedOpcodes: Readonly<Record<string, string>> = {
  c: 'GLOBAL',
  '\x93': 'STACK_GLOBAL',
  R: 'REDUCE',
  b: 'BUILD',
  i: 'INST',
  o: 'OBJ',
  '\x81': 'NEWOBJ',
  '\x92': 'NEWOBJ_EX',
  P: 'PERSID',
  Q: 'BINPERSID',
  '\x82': 'EXT1',
  '\x83': 'EXT2',
  '\x84': 'EXT4',
  '\x97': 'NEXT_BUFFER',
  '\x98': 'READONLY_BUFFER',
};

function dictionary(values: readonly PickleValue[]): Map<PickleValue, PickleValue> {
  const map = new Map<PickleValue, PickleValue>();
  setItems(map, values);
  return map;
}

function setItems(map: PickleValue, values: readonly PickleValue[]): boolean {
  if (!(map instanceof Map)) throw new PickleProblem('it sets items of what is no dict');
  if (values.length % 2 === 1) throw new PickleProblem('a key has no value');
  for (let at = 0; at < values.length; at += 2) map.set(values[at]!, values[at + 1]!);
  return true;
}

function addItems(set: PickleValue, values: readonly PickleValue[]): boolean {
  if (!(set instanceof Set)) return false;
  for (const value of values) set.add(value);
  return true;
}
