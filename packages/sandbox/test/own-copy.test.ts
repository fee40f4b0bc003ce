import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { ownCopy } from '../src/own-copy.ts';

test('a copy says the same, whatever characters it has', () => {
  const texts = ['', 'a', 'zwölf', '\u{1f600}', '\ud800 cut', '"\\\n\0', '__proto__'];
  expect(ownCopy({ name: texts[2], tags: texts.map((text) => [text, text]) })).toEqual({
    name: texts[2],
    tags: texts.map((text) => [text, text]),
  });
});

test('a copy of a slice does not keep the text that it was cut from', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const names: string[] = [];
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 1000; i += 1) {
    const datagram = Buffer.alloc(20_000, `some.name.of.a.metric${i}:1|c\n`).toString('utf8');
    names.push(ownCopy(datagram.slice(0, 20)));
  }
  collect();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(5_000_000);
  expect(names).toHaveLength(1000);
});
