import { describe, expect, test } from 'vitest';
import { readPickle } from '../../../src/graphite/pickle/read-pickle.ts';
import { frameOf, pickleOf } from './encoder.ts';

const bytes = (latin1: string) => Buffer.from(latin1, 'latin1');
const codesOf = (pickle: Uint8Array) => readPickle(pickle).defects.map(({ code }) => code);

const points = { tuple: ['foo.bar', { tuple: [1, 1.5] }] };

describe('what Graphite clients send is read without a defect', () => {
  test.each([
    [
      'protocol 2 with a memo',
      '80025d71005807000000666f6f2e62617271014b01473ff8000000000000867102867103612e',
    ],
    ['protocol 2 without', '80025d285807000000666f6f2e6261724b01473ff80000000000008686652e'],
    [
      'protocol 2 of Python 2, whose texts are bytes',
      '80025d285507666f6f2e6261724b01473ff80000000000008686652e',
    ],
    ['protocol 1', '5d28285807000000666f6f2e626172284b01473ff80000000000007474652e'],
  ])('%s', (_name, hex) => {
    const pickle = Buffer.from(hex, 'hex');
    expect(readPickle(pickle)).toEqual({ value: [points], defects: [] });
  });

  test('protocol 0, also as Python 2 writes it', () => {
    expect(readPickle(bytes('(lp0\n(Vfoo.bar\np1\n(I1\nF1.5\ntp2\ntp3\na.'))).toEqual({
      value: [points],
      defects: [],
    });
    expect(readPickle(bytes("(lp0\n(S'foo.bar'\np1\n(L1L\nF1.5\ntp2\ntp3\na."))).toEqual({
      value: [points],
      defects: [],
    });
  });

  test('an int of more than 32 bits', () => {
    expect(readPickle(bytes('\x80\x02\x8a\x05\x00\x00\x00\x00\x01.'))).toEqual({
      value: 2 ** 32,
      defects: [],
    });
  });
});

describe('the values of Python', () => {
  test.each([
    ['I01\n.', true],
    ['I00\n.', false],
    ['I-5\n.', -5],
    ['L9007199254740993L\n.', 9_007_199_254_740_993n],
    ['\x8a\x00.', 0],
    ['\x8a\x01\xff.', -1],
    ['\x8b\x02\x00\x00\x00\x00\x80.', -32_768],
    ['Finf\n.', Number.POSITIVE_INFINITY],
    ['F-inf\n.', Number.NEGATIVE_INFINITY],
    ['Fnan\n.', Number.NaN],
    ['J\xff\xff\xff\xff.', -1],
    ['M\x00\x01.', 256],
    ['N.', null],
    ['\x88.', true],
    ['\x89.', false],
    ['Va\\u0041\\x41\\\\u0041\n.', 'aA\\x41\\\\u0041'],
    ['V\\U0001F600\xe9\n.', '😀é'],
    ["S'a\\x41\\'b\\n\\101\\q'\n.", "aA'b\nA\\q"],
    ['S"a\'b" \n.', "a'b"],
    ["S'\\xc3\\xa9'\n.", 'é'],
    ['X\x05\x00\x00\x00a\xed\xa0\x80b.', 'a\ud800b'],
    ['C\x01\xff.', Buffer.from([0xff])],
    ['\x96\x01\x00\x00\x00\x00\x00\x00\x00a.', Buffer.from('a')],
    ['(K\x01K\x02d.', new Map([[1, 2]])],
    ['}K\x01K\x02s.', new Map([[1, 2]])],
    ['\x8f(K\x01\x90.', new Set([1])],
    ['(K\x01\x91.', new Set([1])],
    [').', { tuple: [] }],
    ['K\x01K\x02K\x03\x87.', { tuple: [1, 2, 3] }],
    ['](K\x01K\x020e.', [1]],
    ['](K\x011.', []],
    ['](0.', []],
    ['K\x012\x86.', { tuple: [1, 1] }],
    ['\x80\x04\x8c\x01a\x94h\x00\x86.', { tuple: ['a', 'a'] }],
  ])('%j', (pickle, value) => {
    expect(readPickle(bytes(pickle)).value).toEqual(value);
  });
});

describe('a broken pickle gives an error, and nothing is thrown', () => {
  test.each([
    '',
    '.',
    '1',
    'i',
    'iii',
    '\x80\x02]',
    '\x80\x06].',
    'K.',
    'K\x01(\x85.',
    'K\x01\x86.',
    'h\x05.',
    'px\n.',
    'q\x00.',
    'I5.',
    'Ix\n.',
    'Fx\n.',
    'F1e400\n.',
    'Sabc\n.',
    "S'\\xff'\n.",
    "S'\\x4'\n.",
    'V\\u00\n.',
    'V\\U00110000\n.',
    'U\x01\xff.',
    'X\x01\x00\x00\x00\xff.',
    'X\xff\xff\xff\xffa.',
    '\x8d\xff\xff\xff\xff\xff\xff\xff\xff.',
    '\x8b\xff\xff\xff\xff.',
    '\x80\x04\x95\xff\x00\x00\x00\x00\x00\x00\x00].',
    'K\x01K\x02a.',
    'K\x01(K\x02e.',
    '}(K\x01u.',
    ']K\x01K\x02s.',
    '](K\x01\x90.',
    '(.',
    '\xff.',
  ])('%j', (pickle) => {
    expect(readPickle(bytes(pickle))).toMatchObject({
      value: undefined,
      defects: [{ code: 'bad-pickle', level: 'error' }],
    });
  });

  test('wherever it is cut off', () => {
    const whole = pickleOf([['foo.bar', 1, 1.5]]);
    for (let end = 0; end < whole.length; end += 1) {
      expect(codesOf(whole.subarray(0, end))).toEqual(['bad-pickle']);
    }
  });
});

describe('what calls, makes objects or looks things up is refused', () => {
  test.each([
    ['GLOBAL', 'cos\nsystem\n(Vecho\ntR.'],
    ['GLOBAL', 'c__builtin__\nobject\n.'],
    ['STACK_GLOBAL', '\x80\x04\x8c\x02os\x8c\x06system\x93.'],
    ['REDUCE', ')N\x52.'],
    ['BUILD', 'NNb.'],
    ['INST', '(ios\nsystem\n.'],
    ['OBJ', '(o.'],
    ['NEWOBJ', 'N)\x81.'],
    ['NEWOBJ_EX', 'N)}\x92.'],
    ['PERSID', 'Px\n.'],
    ['BINPERSID', 'NQ.'],
    ['EXT1', '\x82\x01.'],
    ['EXT2', '\x83\x01\x00.'],
    ['EXT4', '\x84\x01\x00\x00\x00.'],
    ['NEXT_BUFFER', '\x97.'],
    ['READONLY_BUFFER', 'N\x98.'],
  ])('%s in %j', (name, pickle) => {
    const [defect] = readPickle(bytes(pickle)).defects;
    expect(defect).toMatchObject({ code: 'bad-pickle', message: expect.stringContaining(`opcode ${name} `) });
  });
});

describe('strict mode refuses', () => {
  test.each([
    ['\x80\x03].', ['pickle-protocol']],
    ['\x80\x04\x95\x02\x00\x00\x00\x00\x00\x00\x00].', ['pickle-protocol', 'pickle-opcode']],
    ['].junk', ['pickle-trailing']],
    ['}.', ['pickle-opcode']],
    [']N0.', ['pickle-opcode']],
  ])('%j for %j', (pickle, codes) => {
    const { value, defects } = readPickle(bytes(pickle));
    expect(value).toBeDefined();
    expect(defects.map(({ code, level }) => [code, level])).toEqual(codes.map((code) => [code, 'warning']));
  });
});

test('a list that holds itself is read', () => {
  const { value } = readPickle(bytes(']2a.'));
  expect((value as unknown[])[0]).toBe(value);
});

test('a frame is a pickle behind its length', () => {
  expect(frameOf(pickleOf([])).toString('hex')).toBe('0000000680025d28652e');
});
