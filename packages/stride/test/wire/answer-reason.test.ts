import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { answerReason } from '../../src/wire/answer-reason.ts';

function reason(status: number, body: string, type = 'application/json'): string | undefined {
  return answerReason({ status, headers: { 'content-type': type }, body, isComplete: true });
}

it.each([
  [400, '{"message":"bad request"}', 'application/json', 'bad request'],
  [400, '{"error":"no such source"}', 'application/json', 'no such source'],
  [400, '{"error":{"message":"deep"}}', 'application/json', 'deep'],
  [
    404,
    'Code: 60. DB::Exception: Table x does not exist\nstack',
    'text/plain',
    'Code: 60. DB::Exception: Table x does not exist',
  ],
  [502, '<html><h1>Bad gateway</h1>', 'text/html', undefined],
  [502, '{not valid json', 'application/json', '{not valid json'],
  [500, '', 'text/plain', undefined],
  [500, 'null', 'application/json', undefined],
  [200, '{"message":"fine"}', 'application/json', undefined],
])('of a %s with %j as %s is %s', (status, body, type, expected) => {
  expect(reason(status, body, type)).toBe(expected);
});

it('comes of every answer that was seen without throwing', () => {
  const file = new URL('../vectors/stride-responses.json', import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: { status: number; body?: string }[] };
  expect(cases.length).toBeGreaterThan(8);
  for (const { status, body = '' } of cases) expect(typeof (reason(status, body) ?? '')).toBe('string');
});
