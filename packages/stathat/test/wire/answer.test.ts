import { describe, expect, it } from 'vitest';
import { type Dialect, readAnswer } from '../../src/wire/answer.ts';

const read = (status: number, body: string | object, dialect: Dialect = 'stathat', isComplete = true) =>
  readAnswer(
    { status, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body), isComplete },
    dialect,
  );

describe.each(['stathat', 'ezstat'] as const)('in the dialect %s, an answer', (dialect) => {
  it.each<[status: number, body: string | object]>([
    [204, ''],
    [200, ''],
    [200, { status: 200, msg: 'ok' }],
    [200, { status: 200, msg: 'ok', multiple: 10 }],
    [200, { status: '200', msg: 'ok' }],
    [200, { status: 'ok', msg: 'ok' }],
  ])('%s %j is success', (status, body) => {
    expect(read(status, body, dialect).kind).toBe('delivered');
  });

  it.each([
    ['no ezkey specified', 'refused'],
    ['invalid keys', 'refused'],
    ['json too long', 'oversized'],
    ['Rate limit exceeded', 'busy'],
    ['no stat', 'rejected'],
    ['something else', 'rejected'],
  ])('200 with the error "%s" is %s, whatever HTTP says', (msg, kind) => {
    for (const status of [500, 'error']) {
      expect(read(200, { status, msg }, dialect)).toEqual({ status: 500, message: msg, kind });
    }
    expect(read(200, { Error: msg }, dialect)).toMatchObject({ message: msg, kind });
  });

  it('that comes from something else may mean anything', () => {
    expect(read(200, '<html>hello</html>', dialect)).toEqual({
      status: 200,
      message: 'Could not parse result: <html>hello</html>',
      kind: 'unconfirmed',
    });
    for (const body of ['[]', 'null', '"ok"', '1', '{}', '{"status":2']) {
      expect(read(200, body, dialect).kind).toBe('unconfirmed');
    }
    expect(read(200, '', dialect, false).kind).toBe('unconfirmed');
  });

  it('of another status means what the status means, unless its words say more', () => {
    expect(read(503, 'Back-end server is at capacity', dialect)).toEqual({
      status: 503,
      message: 'Back-end server is at capacity',
    });
    expect(read(429, { status: 'error', msg: 'slow down' }, dialect)).toEqual({
      status: 429,
      message: 'slow down',
    });
    expect(read(500, { status: 500, msg: 'json too long' }, dialect).kind).toBe('oversized');
  });

  it('is shown on one line, and not all of a page', () => {
    const { message } = read(503, `a\n\u2028b\u202e${'x'.repeat(1000)}`, dialect);
    expect(message).toMatch(/^a b x+…$/);
    expect(message.length).toBeLessThan(210);
  });
});

it('a key is concealed before it is cut', () => {
  const response = { status: 200, headers: {}, body: `${'x'.repeat(190)}K9 \t hunter2`, isComplete: true };
  const conceal = (text: string) => (text.includes('K9 \t hunter2') ? '***' : text);
  expect(readAnswer(response, 'stathat', conceal).message).toBe('Could not parse result: ***');
});

it('a key that EzStat does not know is refused', () => {
  for (const msg of ['Invalid API key', 'invalid ezkey', 'Unauthorized', 'missing key']) {
    expect(read(200, { status: 'error', msg }, 'ezstat').kind).toBe('refused');
  }
});
