import { parseGraphiteLine, readPickle } from '@otelwire/sandbox';
import { expect } from 'vitest';
import type { FormatName } from '../../src/wire/format.ts';

export interface WirePoint {
  readonly path: string;
  readonly value: number;
  readonly second: number;
}

interface JsonPoint {
  readonly name: string;
  readonly tags?: readonly string[];
  readonly interval: number;
  readonly value: number;
  readonly time: number;
}
interface PickledPoint {
  readonly tuple: readonly [
    path: string,
    point: { readonly tuple: readonly [second: number, value: number] },
  ];
}

/** Takes a payload apart: whole lines, a frame behind its length, or an array of objects. */
const readers: Record<FormatName, (payload: Buffer) => WirePoint[]> = {
  plaintext(payload) {
    expect(payload.at(-1)).toBe(0x0a);
    const lines = payload.toString().split('\n').slice(0, -1);
    return lines.map((line) => {
      const [path, value, second] = line.split(' ');
      return { path: path!, value: Number(value), second: Number(second) };
    });
  },
  pickle(payload) {
    expect(payload.readUInt32BE(0)).toBe(payload.length - 4);
    const { value, defects } = readPickle(payload.subarray(4));
    expect(defects).toEqual([]);
    return (value as unknown as PickledPoint[]).map(({ tuple: [path, point] }) => {
      const [second, number] = point.tuple;
      return { path, value: number, second };
    });
  },
  json(payload) {
    const points = JSON.parse(payload.toString()) as JsonPoint[];
    return points.map(({ name, tags = [], value, time }) => ({
      path: [name, ...tags].join(';'),
      value,
      second: time,
    }));
  },
};

/** Reads a payload as strictly as the sandbox can: as a line, each point has nothing wrong with it. */
export function readStrictly(payload: Uint8Array, format: FormatName): WirePoint[] {
  const points = readers[format](Buffer.from(payload));
  for (const { path, second } of points) {
    const line = `${path} 1 ${second}`;
    const complaints = parseGraphiteLine(line).defects.filter(({ level }) => level !== 'remark');
    expect({ line, complaints }).toEqual({ line, complaints: [] });
  }
  return points;
}
