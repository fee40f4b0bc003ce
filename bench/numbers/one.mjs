// Doubles as text, in one process: node bench/numbers/one.mjs '{}'. Ours must read back as what they were.
import { writeNumber } from '@otelwire/core';
import { median } from '../measure.mjs';

const { quick } = JSON.parse(process.argv[2]);
const count = quick ? 50_000 : 200_000;
const rounds = quick ? 5 : 15;
const buffer = new Uint8Array(64);
const text = Buffer.from(buffer.buffer);

/** Values that do not come twice: V8 keeps the texts of those it has printed. */
const make = {
  'doubles of 17 digits': () => Math.random() * 100,
  'doubles with three decimals': () => Math.round(Math.random() * 1e8) / 1000,
  integers: () => Math.floor(Math.random() * 1e6),
};
const writers = {
  string: (value) => text.latin1Write(String(value), 0),
  ours: (value) => writeNumber(buffer, 0, value),
};

function nanosOf(write, values) {
  const start = performance.now();
  let bytes = 0;
  for (const value of values) bytes += write(value);
  if (bytes === 0) throw new Error('nothing was written');
  return ((performance.now() - start) * 1e6) / values.length;
}

function check(values) {
  for (const value of values) {
    const end = writeNumber(buffer, 0, value);
    const read = Number(text.latin1Slice(0, end));
    if (read !== value) throw new Error(`${value} is written as ${text.latin1Slice(0, end)}`);
  }
}

const rows = Object.entries(make).map(([kind, one]) => {
  const nanos = { string: [], ours: [] };
  for (let i = 0; i < rounds; i += 1) {
    const values = Float64Array.from({ length: count }, one);
    check(values.subarray(0, count / 10));
    for (const [name, write] of Object.entries(writers)) nanos[name].push(nanosOf(write, values));
  }
  return { kind, stringNanos: median(nanos.string), nanos: median(nanos.ours) };
});
console.log(JSON.stringify(rows));
