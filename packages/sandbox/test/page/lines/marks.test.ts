import { expect, test } from 'vitest';
import { stretchesOf } from '../../../page/lines/marks.ts';
import type { DefectLevel } from '../../../src/defect.ts';

const defect = (level: DefectLevel, column?: number) => ({
  code: 'x',
  level,
  message: '',
  ...(column !== undefined && { column }),
});
const marked = (text: string, ...defects: ReturnType<typeof defect>[]) =>
  stretchesOf({ text, defects }).map(({ text: part, level }) =>
    level === undefined ? part : `[${part} ${level}]`,
  );

test('a defect is marked from its column to the end of that part', () => {
  expect(marked('orders:1|zz|#a:b', defect('error', 10))).toEqual(['orders:1|', '[zz error]', '|#a:b']);
  expect(marked('orders:1|zz', defect('error', 10))).toEqual(['orders:1|', '[zz error]']);
});

test('a defect at a boundary marks that one character', () => {
  expect(marked('a b:1|c', defect('warning', 2))).toEqual(['a', '[  warning]', 'b:1|c']);
});

test('where two overlap the worse one is seen', () => {
  expect(marked('abc:1', defect('error', 2), defect('remark', 1))).toEqual([
    '[a remark]',
    '[bc error]',
    ':1',
  ]);
});

test('a defect behind the end has a place of its own, one without a column has none', () => {
  expect(marked('x:|g', defect('error', 90))).toEqual(['x:|g', '[\u00a0 error]']);
  expect(marked('x:|g', defect('error'))).toEqual(['x:|g']);
  expect(marked('', defect('error', 1))).toEqual(['[\u00a0 error]']);
});

test('no text is lost or doubled, wherever the defects are', () => {
  for (let column = 0; column < 14; column++) {
    const text = 'a:1|c|#b:c,,';
    const parts = stretchesOf({ text, defects: [defect('error', column), defect('remark', 7)] });
    expect(
      parts
        .map((part) => part.text)
        .join('')
        .replace('\u00a0', ''),
    ).toBe(text);
  }
});
