import { expect, test } from 'vitest';
import { start, watchLines } from './watched.ts';

test('a line is told as it came, with what is wrong with it', () => {
  const watched = watchLines('dogstatsd', { strict: false });
  watched.send('a:1|c', 'a:1e3|c', 'bad');
  const { lines, badLines } = watched.live.query();
  expect(lines).toEqual([
    { number: 1, atMillis: start, backend: 'dogstatsd', text: 'a:1|c', isTaken: true, defects: [] },
    {
      number: 2,
      atMillis: start,
      backend: 'dogstatsd',
      text: 'a:1e3|c',
      isTaken: true,
      defects: [expect.objectContaining({ code: 'exponent', level: 'warning', column: 3 })],
    },
    {
      number: 3,
      atMillis: start,
      backend: 'dogstatsd',
      text: 'bad',
      isTaken: false,
      defects: [expect.objectContaining({ code: 'no-value', level: 'error', column: 1 })],
    },
  ]);
  expect(badLines).toEqual(lines.slice(1));
});

test('of many lines, the last hundred are told, oldest first', () => {
  const watched = watchLines();
  for (let i = 1; i <= 1234; i += 1) watched.send(`n${i}:1|c`);
  const { lines, badLines } = watched.live.query();
  expect(lines.map(({ number }) => number)).toEqual(Array.from({ length: 100 }, (_, i) => 1135 + i));
  expect([lines[0]?.text, lines.at(-1)?.text, badLines]).toEqual(['n1135:1|c', 'n1234:1|c', []]);
});

test('remarks alone make no bad line: what was refused would be lost among them', () => {
  const watched = watchLines();
  watched.send('bad', ...Array.from({ length: 300 }, () => 'a:1|c|#method:GET'));
  const { lines, badLines } = watched.live.query();
  expect(lines.at(-1)?.defects).toEqual([expect.objectContaining({ level: 'remark' })]);
  expect(badLines.map(({ text }) => text)).toEqual(['bad']);
});

test('lines with defects stay when good ones follow', () => {
  const watched = watchLines();
  for (let i = 1; i <= 250; i += 1) watched.send(`bad${i}`);
  for (let i = 1; i <= 600; i += 1) watched.send('good:1|c');
  const { lines, badLines } = watched.live.query();
  expect(lines.every(({ text }) => text === 'good:1|c')).toBe(true);
  expect([badLines.length, badLines[0]?.text, badLines.at(-1)?.text]).toEqual([100, 'bad151', 'bad250']);
});

test('a long line is cut after a thousand characters', () => {
  const watched = watchLines();
  watched.send(`s:${'x'.repeat(5000)}|s`);
  expect(watched.live.query().lines[0]?.text).toBe(`s:${'x'.repeat(998)}`);
});
