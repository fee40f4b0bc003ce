import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPickle } from '../../../src/graphite/pickle/read-pickle.ts';
import type { PickleValue } from '../../../src/graphite/pickle/value.ts';
import { read } from '../reading.ts';

const protocols = [0, 1, 2, 3, 4, 5];

/** Reads lines of JSON, gives the pickles of the value in all protocols in hex. Equal texts are one object. */
const program = `
import json, pickle, struct, sys
def build(spec, texts):
    kind, value = spec
    if kind == 'text': return texts.setdefault(value, value)
    if kind == 'int': return int(value)
    if kind == 'float': return struct.unpack('>d', bytes.fromhex(value))[0]
    if kind == 'bytes': return bytes.fromhex(value)
    if kind == 'plain': return value
    items = [build(item, texts) for item in value]
    return tuple(items) if kind == 'tuple' else items
for line in sys.stdin:
    value = build(json.loads(line), {})
    print(json.dumps([pickle.dumps(value, protocol).hex() for protocol in ${JSON.stringify(protocols)}]), flush=True)
`;

/** A value of Python: as its program builds it, and as we must read it. */
interface Sample {
  readonly spec: readonly [kind: string, value: unknown];
  readonly value: PickleValue;
}

const surrogate = fc.integer({ min: 0xd800, max: 0xdfff }).map((code) => String.fromCharCode(code));
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.oneof(surrogate, fc.constantFrom('\\', 'u', 'U', '0', "'", '\n', '\r', '\0', '\x1a', 'é')),
  }),
  fc.constant('x'.repeat(300)),
);
const text = anyText.map((value): Sample => ({ spec: ['text', value], value }));

const anyInteger = fc.oneof(
  fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }),
  fc.integer().map(BigInt),
  fc.constant(-(2n ** 3000n)),
);
const integer = anyInteger.map((value): Sample => {
  const isExact = Number.isSafeInteger(Number(value));
  return { spec: ['int', String(value)], value: isExact ? Number(value) : value };
});

const float = fc.double().map((value): Sample => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return { spec: ['float', bytes.toString('hex')], value };
});

const plain = fc.constantFrom(null, true, false).map((value): Sample => ({ spec: ['plain', value], value }));

const listOf = (items: readonly Sample[]): Sample => ({
  spec: ['list', items.map(({ spec }) => spec)],
  value: items.map(({ value }) => value),
});
const tupleOf = (items: readonly Sample[]): Sample => ({
  spec: ['tuple', items.map(({ spec }) => spec)],
  value: { tuple: items.map(({ value }) => value) },
});

const { value: anyValue } = fc.letrec<{ value: Sample }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    integer,
    float,
    plain,
    fc.array(tie('value'), { maxLength: 5 }).map(listOf),
    fc.array(tie('value'), { maxLength: 5 }).map(tupleOf),
  ),
}));

const path = fc
  .stringMatching(/^[a-z0-9_-]{1,6}(\.[a-z0-9_-]{1,6}){0,3}$/)
  .map((value): Sample => ({ spec: ['text', value], value }));
const second = fc
  .integer({ min: 1, max: 4_102_444_800 })
  .map((value): Sample => ({ spec: ['int', String(value)], value }));
const finite = float.filter(({ value }) => Number.isFinite(value as number));
const count = fc.nat().map((value): Sample => ({ spec: ['int', String(value)], value }));
const points = fc
  .array(fc.tuple(path, fc.tuple(second, fc.oneof(finite, count)).map(tupleOf)).map(tupleOf), {
    minLength: 1,
  })
  .map(listOf);

const hasPython = spawnSync('/usr/bin/env', ['python3', '-c', 'import pickle']).status === 0;

describe.skipIf(!hasPython)(
  `what Python pickles is read equal${hasPython ? '' : ' (skipped: no python3 here)'}`,
  () => {
    const waiting: ((pickles: readonly Buffer[]) => void)[] = [];
    let python: ReturnType<typeof startPython>;

    function startPython() {
      const child = spawn('/usr/bin/env', ['python3', '-c', program], { stdio: ['pipe', 'pipe', 'inherit'] });
      createInterface(child.stdout).on('line', (line) => {
        waiting.shift()!((JSON.parse(line) as string[]).map((hex) => Buffer.from(hex, 'hex')));
      });
      return child;
    }

    function dumps({ spec }: Sample): Promise<readonly Buffer[]> {
      return new Promise((resolve) => {
        waiting.push(resolve);
        python.stdin.write(`${JSON.stringify(spec)}\n`);
      });
    }

    beforeAll(() => {
      python = startPython();
    });

    afterAll(async () => {
      const ended = new Promise((resolve) => python.once('close', resolve));
      python.stdin.end();
      await ended;
    });

    test('lists of anything, in every protocol', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyValue).map(listOf), async (sample) => {
          for (const pickle of await dumps(sample)) expect(readPickle(pickle).value).toEqual(sample.value);
        }),
        { numRuns: 500 },
      );
    });

    test('bytes, in the protocols that have them; others need a global', async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (value) => {
          const bytes = Buffer.from(value);
          const pickles = await dumps({ spec: ['bytes', bytes.toString('hex')], value: bytes });
          const read = pickles.map((pickle) => readPickle(pickle).value);
          expect(read).toEqual(protocols.map((protocol) => (protocol < 3 ? undefined : bytes)));
        }),
      );
    });

    test('points without a defect up to protocol 2, and with a warning above', async () => {
      await fc.assert(
        fc.asyncProperty(points, async (sample) => {
          const pickles = await dumps(sample);
          const codes = pickles.map((pickle) => read(true, (intake) => intake.frame(pickle)).codes);
          expect(codes.slice(0, 3)).toEqual([[], [], []]);
          expect(codes.slice(3).map(([code]) => code)).toEqual([
            'pickle-protocol',
            'pickle-opcode',
            'pickle-opcode',
          ]);
        }),
      );
    });
  },
);
