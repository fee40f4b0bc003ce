import { describe } from 'vitest';
import { LineReader } from '../../../src/listen/line-reader.ts';
import type { Series } from '../../../src/statsd/series/series.ts';
import { comparePeer } from './compare.ts';
import type { Reading } from './reading.ts';
import { readPackets } from './reading.ts';
import type { Vector } from './vector.ts';
import { loadVectors } from './vector.ts';

/** The daemon's own helper test gives the fields behind the key: value, type, rate. */
function readFields({ inputs }: Vector, strict: boolean): Reading {
  const fields = inputs!.filter((field) => field !== null).join('|');
  return readPackets([`name:${fields}`], 'plain', strict);
}

function readState({ inputs, config }: Vector, strict: boolean): Reading {
  const packets = inputs as readonly string[];
  return readPackets(config?.server === 'tcp' ? linesOf(packets) : packets, 'plain', strict);
}

/** Over TCP the inputs are chunks; what stands behind the last line feed is never a line. */
function linesOf(chunks: readonly string[]): readonly Buffer[] {
  const lines: Buffer[] = [];
  const reader = new LineReader(
    { line: (bytes) => lines.push(bytes), tooLong() {}, unfinished() {} },
    65_536,
  );
  for (const chunk of chunks) reader.read(Buffer.from(chunk));
  reader.end(true);
  return lines;
}

/** A key as the daemon prints it: tags behind it, some characters replaced, all others deleted. Source: stats.js */
function keyOf({ name, tags }: Series, config: Vector['config']): string {
  const tagText = tags.map(
    ([key, value]) => `;${(value === '' ? key : `${key}=${value}`).replace(';', '_')}`,
  );
  const key = `${name}${tagText.join('')}`;
  if (config?.keyNameSanitize === false) return key;
  return key
    .replace(/\s+/g, '_')
    .replace(/\//g, '-')
    .replace(/[^a-zA-Z_\-0-9.;=]/g, '');
}

function stateOf({ totals }: Reading, { config }: Vector): unknown {
  const state = { counters: {}, gauges: {}, timers: {} } as Record<string, Record<string, unknown>>;
  for (const series of totals.series.values()) {
    const key = keyOf(series, config);
    if (series.type === 'c') state.counters![key] = series.sum;
    else if (series.type === 'g') state.gauges![key] = series.last;
    else if (series.type !== 's') state.timers![key] = series.samples.map(({ value }) => value);
  }
  return { ...state, bad_lines: totals.badLineCount };
}

function theirState({ final_state }: Vector): unknown {
  const { counters, gauges, timers, bad_lines } = final_state as Record<string, unknown>;
  return { counters, gauges, timers, bad_lines };
}

describe("what Etsy's daemon takes for a valid sample", () => {
  comparePeer(loadVectors('decode-etsy-statsd'), {
    isReference: true,
    read: readFields,
    ours: ({ totals }) => (totals.badLineCount === 0 ? 'taken' : 'refused'),
    theirs: () => 'taken',
  });
});

describe("what Etsy's daemon holds afterwards", () => {
  comparePeer(loadVectors('observed-etsy-statsd'), {
    isReference: true,
    read: readState,
    ours: stateOf,
    theirs: theirState,
  });
});
