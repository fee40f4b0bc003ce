import { afterEach, describe, expect, it, vi } from 'vitest';
import { strideClientSchema, strideCollectorSchema } from '../../src/client/client-schema.ts';
import { StrideClient, StrideCollector } from '../../src/client/index.ts';
import { ofCollector } from './collector-effects.ts';
import { API_KEY, noted, receiver } from './server.ts';
import { type Check, shared, silentServer } from './shared-effects.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

async function sendByClient(options: object, event: object = { n: 1 }): Promise<string> {
  await using client = new StrideClient({ apiKey: API_KEY, ...options });
  return await client.post('/collect/a', event).then(
    ({ statusCode }) => (statusCode < 300 ? 'taken' : String(statusCode)),
    (error: Error) => error.message,
  );
}

async function sendByCollector(options: object, event: object = { n: 1 }): Promise<string> {
  const { lines, logger } = noted();
  const collector = new StrideCollector({ apiKey: API_KEY, timeoutMillis: 20_000, logger, ...options });
  collector.start();
  collector.collect('a', event);
  await collector.flush();
  const isTaken = collector.accounting.delivered === 1;
  await collector.stop({ timeoutMillis: 0 });
  return isTaken ? 'taken' : lines.join('\n');
}

const ofClient: Record<string, Check> = {
  async connectTimeoutMillis(give, send) {
    const { endpoint } = await silentServer();
    const said = await send({ endpoint, ...give('connectTimeoutMillis', 20) });
    expect(said).toContain('does not answer (UND_ERR_CONNECT_TIMEOUT)');
  },

  async timeoutMillis(give) {
    const stride = await receiver();
    stride.faults.failNext(2, 'hang-before');
    const options = { apiKey: API_KEY, endpoint: stride.endpoints.http };
    await using patient = new StrideClient(options);
    const waiting = patient.get('/collect').catch((error: Error) => error.message);
    await using hasty = new StrideClient({ ...options, ...give('timeoutMillis', 50) });
    await expect(hasty.get('/collect')).rejects.toThrow('did not answer within 50 ms');
    await patient.close();
    expect(await waiting).toBe('the client is closed');
  },
};

const subjects = {
  StrideClient: { schema: strideClientSchema, send: sendByClient, checks: { ...shared, ...ofClient } },
  StrideCollector: {
    schema: strideCollectorSchema,
    send: sendByCollector,
    checks: { ...shared, ...ofCollector },
  },
};

describe.each(Object.entries(subjects))('%s', (_name, { checks, schema, send }) => {
  const variableOf = (name: string) => (schema as Record<string, { readonly env?: string }>)[name]?.env;

  it.each(Object.entries(checks))('%s has its effect', (_option, check) =>
    check((name, value) => ({ [name]: value }), send),
  );

  it.each(Object.entries(checks).filter(([option]) => variableOf(option) !== undefined))(
    '%s has its effect in a variable',
    (_option, check) =>
      check((name, value, text = String(value)) => {
        vi.stubEnv(`OTELWIRE_STRIDE_${variableOf(name)}`, text);
        return {};
      }, send),
  );

  it('no option is missing here', () => {
    expect(Object.keys(checks).sort()).toEqual(Object.keys(schema).sort());
  });
});

describe('what cannot be used', () => {
  it('is named in one error, all of it', () => {
    const options = { endpoint: 'udp://x', timeoutMillis: 0, gzip: 'yes', headers: { te: 'x' }, key: 'k' };
    for (const open of [
      () => new StrideClient(options as never),
      () => new StrideCollector({ ...options, timeoutMillis: -1 } as never),
    ]) {
      for (const name of ['apiKey', 'endpoint', 'timeoutMillis', 'gzip', 'headers', "'key'"]) {
        expect(open).toThrow(name);
      }
    }
  });

  it('in a variable is said to the logger, and passed over', () => {
    const { lines, logger } = noted();
    vi.stubEnv('OTELWIRE_STRIDE_BATCH_SIZE', 'many');
    new StrideCollector({ apiKey: API_KEY, endpoint: 'http://127.0.0.1:1', logger });
    expect(lines).toEqual([expect.stringContaining("OTELWIRE_STRIDE_BATCH_SIZE is invalid: 'many'")]);
  });
});
