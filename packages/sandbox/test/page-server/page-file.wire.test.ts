import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serve } from './serve.ts';

const files = {
  'index.html': '<!doctype html>',
  'assets/a-1.js': 'go()',
  '.hidden.js': 'no',
  'data.bin': 'no',
};

test.each([
  ['/', 'text/html; charset=utf-8', '<!doctype html>'],
  ['/?a=1', 'text/html; charset=utf-8', '<!doctype html>'],
  ['/index.html', 'text/html; charset=utf-8', '<!doctype html>'],
  ['/assets/a-1.js', 'text/javascript; charset=utf-8', 'go()'],
])('%s is served', async (path, type, content) => {
  const { ask } = await serve(files);
  const { status, headers, body } = await ask(path);
  expect([status, headers['content-type'], body]).toEqual([200, type, content]);
  expect(headers).toMatchObject({
    'content-security-policy': expect.stringContaining("default-src 'self'"),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
});

test.each([
  '/nothing.html',
  '/assets',
  '/assets/',
  '/.hidden.js',
  '/data.bin',
  '/../index.html',
  '/assets/../index.html',
  '/%2e%2e/index.html',
  '/assets/..%2findex.html',
  '//index.html',
  '/index.html/a.js',
  '/..\\index.html',
  '/index.html\u0000.js'.replace('\u0000', '%00'),
  '/api/nothing',
])('%s is not', async (path) => {
  const { ask } = await serve(files);
  expect(await ask(path)).toMatchObject({ status: 404, body: 'there is nothing at this path\n' });
});

test('a file outside of the folder is out of reach', async () => {
  const { ask } = await serve({ 'page/index.html': 'page', 'secret.js': 'secret' });
  for (const path of ['/../secret.js', '/page/../../secret.js', '/%2e%2e/secret.js']) {
    expect((await ask(path)).body).not.toContain('secret\n');
    expect((await ask(path)).status).toBe(404);
  }
});

test('without a built page nothing is there', async () => {
  const { ask } = await serve({}, { folder: join('/', 'there', 'is', 'none') });
  expect((await ask('/')).status).toBe(404);
});

test.each([
  ['POST', '/', 'GET, HEAD'],
  ['OPTIONS', '/index.html', 'GET, HEAD'],
  ['POST', '/api/live', 'GET'],
  ['GET', '/api/fault', 'POST'],
  ['OPTIONS', '/api/fault', 'POST'],
  ['DELETE', '/api/reset', 'POST'],
])('%s %s is not allowed', async (method, path, allowed) => {
  const { ask } = await serve(files);
  const { status, headers } = await ask(path, { method });
  expect([status, headers.allow]).toEqual([405, allowed]);
});

test('a HEAD gets the head', async () => {
  const { ask } = await serve(files);
  expect(await ask('/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
});
