import { afterEach, describe, expect, it, vi } from 'vitest';
import { processAttribute, processTag } from '../../src/otel/process-attribute.js';

afterEach(() => vi.unstubAllEnvs());

describe('the attribute of a process', () => {
  it('is none for a process that is alone', () => {
    expect(processTag('auto')).toBeUndefined();
  });

  it('is the number that PM2 gives', () => {
    vi.stubEnv('NODE_APP_INSTANCE', '3');
    expect(processTag('auto')).toEqual(['worker', '3']);
  });

  it('is none for a child of a worker, which has only inherited its number', () => {
    vi.stubEnv('OTELWIRE_WORKER', '2');
    expect(processTag('auto')).toBeUndefined();
  });

  it('is what it is set to, and none where it is not wanted', () => {
    vi.stubEnv('NODE_APP_INSTANCE', '3');
    expect(processTag('pod=shop-1=b')).toEqual(['pod', 'shop-1=b']);
    expect(processTag('off')).toBeUndefined();
  });

  it.each([
    ['AUTO', 'auto'],
    ['off', 'off'],
    ['pod=a', 'pod=a'],
  ])('is read of %s', (text, value) => {
    expect(processAttribute().fromText(text)).toEqual({ value });
  });

  it.each(['', 'pod', '=a', 'pod=', 'a=b\n'])('is not read of %o', (text) => {
    expect(processAttribute().fromCode(text)).toHaveProperty('problem');
  });

  it('is no other type in code', () => {
    expect(processAttribute().fromCode(1)).toEqual({ problem: 'expected auto, off, or key=value' });
  });
});
