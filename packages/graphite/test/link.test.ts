import { resolveOptions, silentLogger } from '@otelwire/core';
import { describe, expect, it } from 'vitest';
import { createLink } from '../src/link.ts';
import { wireRules } from '../src/wire-rules.ts';
import { wireSchema } from '../src/wire-schema.ts';

function linkTo(options: object) {
  const { values } = resolveOptions(wireSchema, options, {
    subject: 'test',
    envPrefixes: [],
    env: {},
    warn() {},
    rules: wireRules,
  });
  return createLink(values, { logger: silentLogger });
}

describe('the way to a server', () => {
  it.each([
    [{}, 'tcp://127.0.0.1:2003', 'plaintext'],
    [{ protocol: 'pickle' }, 'tcp://127.0.0.1:2004', 'pickle'],
    [{ endpoint: 'tls://carbon.example:20030', protocol: 'pickle' }, 'tls://carbon.example:20030', 'pickle'],
    [{ endpoint: 'udp://[::1]:2003' }, 'udp://[::1]:2003', 'plaintext'],
    [{ endpoint: 'unix:///run/relay.sock' }, 'unix:///run/relay.sock', 'plaintext'],
    [{ endpoint: 'https://user:key@host/graphite/metrics' }, 'https://host/graphite/metrics', 'json'],
    [{ endpoint: 'stdout:' }, 'stdout:', 'plaintext'],
  ])('with %j is %s, in the form %s', (options, description, format) => {
    const link = linkTo(options);
    expect([link.transport.description, link.format.name]).toEqual([description, format]);
  });

  it('has the key in its paths, but not over HTTP', () => {
    expect(linkTo({ apiKey: 'key' }).pathKey).toBe('key');
    expect(linkTo({ apiKey: 'key', endpoint: 'https://host/metrics' }).pathKey).toBeUndefined();
  });
});
