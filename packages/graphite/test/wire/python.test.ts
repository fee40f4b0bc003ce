import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { anyDouble } from '../../../core/test/otel/arbitraries.ts';
import { pickle } from '../../src/wire/pickle.ts';
import { plaintext } from '../../src/wire/plaintext.ts';
import { anyPairs, anySecond, anyText } from './arbitraries.ts';
import { template, textOf, write } from './records.ts';

type PythonPoint = readonly [path: string, seconds: number, bigEndianDouble: string];
interface Read {
  readonly streams: readonly (readonly PythonPoint[])[];
  readonly lines: readonly PythonPoint[];
}

const program = fileURLToPath(new URL('fixtures/carbon.py', import.meta.url));
const hasPython = spawnSync('python3', ['--version']).status === 0;

/** Points and how they are named, enough for several frames. */
const anyStream = fc.record({
  points: fc.array(fc.record({ name: anyText, attributes: anyPairs, value: anyDouble, second: anySecond }), {
    minLength: 1,
    maxLength: 40,
    size: 'max',
  }),
  commonTags: anyPairs,
  prefix: fc.oneof(fc.constant(''), anyText),
  template: fc.constantFrom(undefined, undefined, template('{attr:a}.{prefix}.{name}')),
  maxPayloadBytes: fc.constantFrom(8192, 16_384),
});
const samples = fc.sample(anyStream, { numRuns: 100, seed: 1_700_000_000 });
const streams = samples.map(({ points, ...options }) => write(pickle, points, options));

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** The lines of some points, each without its end. */
function linesOf({ points, ...options }: (typeof samples)[number]): string[] {
  return textOf(plaintext, points, options).split('\n').slice(0, -1);
}

/** What Python should read: path and second as they stand in a line, and each bit of the double. */
function expectedPoint(line: string, value: number): PythonPoint {
  const [path, , seconds] = line.split(' ') as [string, string, string];
  const double = Buffer.alloc(8);
  double.writeDoubleBE(value + 0);
  return [path, Number(seconds), double.toString('hex')];
}

/** The points of a stream, each as its line says it. */
function expectedPoints(sample: (typeof samples)[number]): PythonPoint[] {
  return linesOf(sample).map((line, i) => expectedPoint(line, sample.points[i]!.value));
}

describe.skipIf(!hasPython)("what Python's own reader makes", () => {
  let read: Read;
  beforeAll(() => {
    const input = JSON.stringify({
      streams: streams.map(({ payloads }) => hexOf(Buffer.concat(payloads))),
      lines: samples.flatMap(linesOf).map((line) => hexOf(Buffer.from(line))),
    });
    const maxBuffer = 2 ** 28;
    read = JSON.parse(execFileSync('python3', [program], { input, maxBuffer, encoding: 'utf8' })) as Read;
  });

  it('of pickles are the points that went in: names, seconds also after 2038, and doubles bit for bit', () => {
    expect(read.streams).toEqual(samples.map(expectedPoints));
    const seconds = read.streams.flat().map(([, second]) => second);
    expect(Math.max(...seconds)).toBeGreaterThan(2 ** 32);
  });

  it('of lines are the same points, with tags in their canonical order', () => {
    expect(read.lines).toEqual(samples.flatMap(expectedPoints));
  });
});

it('no frame is longer than allowed, its length not counted, and several points share one', () => {
  streams.forEach(({ payloads, refusals }, i) => {
    expect(refusals).toEqual([]);
    for (const payload of payloads)
      expect(payload.length - 4).toBeLessThanOrEqual(samples[i]!.maxPayloadBytes);
  });
  const frames = streams.reduce((sum, { payloads }) => sum + payloads.length, 0);
  const points = streams.reduce((sum, one) => sum + one.points, 0);
  expect(frames).toBeGreaterThan(streams.length);
  expect(points).toBeGreaterThan(2 * frames);
});
