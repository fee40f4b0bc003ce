import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { remarkCodes } from '../../src/matchers/defects-of.ts';

const sources = fileURLToPath(new URL('../../src', import.meta.url));

test('the matchers know every remark of the receivers', () => {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const made = files.flatMap((name) => {
    const text = readFileSync(join(sources, name), 'utf8');
    return [...text.matchAll(/\.remark\(\s*(?:\w+,\s*)?'([a-z-]+)'/g)].map(([, code]) => code!);
  });
  expect([...new Set(made)].sort()).toEqual(remarkCodes);
});
