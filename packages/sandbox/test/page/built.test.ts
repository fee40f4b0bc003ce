import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('../../dist/page/', import.meta.url));
const read = (name: string) => readFileSync(`${folder}${name}`, 'utf8');
const assets = readdirSync(`${folder}assets`).map((name) => `assets/${name}`);

test('the page is less than 60 kB on the wire', () => {
  const bytes = ['index.html', ...assets].reduce((sum, name) => sum + gzipSync(read(name)).length, 0);
  expect(bytes).toBeLessThan(60_000);
});

test('the HTML has no script, style or handler of its own, and asks nobody else', () => {
  const html = read('index.html');
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|https?:|<script(?![^>]*\ssrc="\.\/)/);
});

test('who wrote what is bundled is told', () => {
  expect(read('licenses.md')).toMatch(/preact - [\d.]+ \(MIT\)[\s\S]*uplot - [\d.]+ \(MIT\)/);
});
