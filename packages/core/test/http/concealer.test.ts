import { describe, expect, it } from 'vitest';
import { createConcealer, secretsOfHeader, secretsOfUrl } from '../../src/http/concealer.js';

describe('text of others', () => {
  const conceal = createConcealer(['abc"123', '']);

  it('is shown unless it repeats a secret, as it is or as JSON and URLs write it', () => {
    expect(conceal('no stat')).toBe('no stat');
    expect(conceal('')).toBe('');
    for (const text of ['key abc"123', '{"key":"abc\\"123"}', '?key=abc%22123&'])
      expect(conceal(text)).toBe('***');
  });

  it.each([
    ['abc', ['abc']],
    ['Bearer abc', ['Bearer abc', 'abc']],
    ['Basic dTpwOnE=', ['Basic dTpwOnE=', 'dTpwOnE=', 'u', 'p:q']],
    ['Basic dQ==', ['Basic dQ==', 'dQ==', '', 'u']],
    ['', ['']],
  ])('may repeat of the header %s: %j', (value, secrets) => {
    expect(secretsOfHeader(value)).toEqual(secrets);
  });

  it.each([
    ['https://a.example/write/v1', []],
    ['https://us%20er:p@a.example/', ['us%20er', 'us er', 'p']],
    ['https://a.example/hooks/T0AB/x', ['T0AB']],
    ['https://a.example/?key=a%2db+c&on', ['a%2db+c', 'a-b c', 'on']],
    ['https://%zz:p@a.example/', ['%zz', 'p']],
  ])('may repeat of the URL %s: %j', (url, secrets) => {
    const found = secretsOfUrl(new URL(url));
    for (const secret of secrets) expect(found).toContain(secret);
    expect(found.filter((secret) => secret !== '').length > 0).toBe(secrets.length > 0);
  });
});
