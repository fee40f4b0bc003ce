import { describe, expect, it } from 'vitest';
import { type Address, type Lookup, netLookup, Resolver } from '../../src/transport/resolver.js';
import { FakeClock } from './fake-clock.js';

const one: Address = { address: '10.0.0.1', family: 4 };
const two: Address = { address: '10.0.0.2', family: 4 };

/** A lookup that answers as told and counts how often it was asked. */
function scriptedLookup(...answers: readonly (readonly Address[] | Error)[]) {
  const left = [...answers];
  const asked: string[] = [];
  const lookup: Lookup = async (host) => {
    asked.push(host);
    const answer = left.length > 1 ? left.shift()! : left[0]!;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { lookup, asked };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a resolver', () => {
  it('takes an IP address for what it is', async () => {
    const { lookup, asked } = scriptedLookup(new Error('never asked'));
    const clock = new FakeClock();
    const resolver = new Resolver({ host: '::1', clock, lookup });
    resolver.doubt();
    clock.advance(1_000_000);
    expect(await resolver.resolve()).toEqual([{ address: '::1', family: 6 }]);
    expect(asked).toEqual([]);
  });

  it('asks once for however many that wait', async () => {
    const { lookup, asked } = scriptedLookup([one]);
    const resolver = new Resolver({ host: 'carbon', clock: new FakeClock(), lookup });
    await Promise.all(Array.from({ length: 100 }, () => resolver.resolve()));
    expect(asked).toEqual(['carbon']);
  });

  it('asks again after a minute, in the background', async () => {
    const { lookup, asked } = scriptedLookup([one], [two]);
    const clock = new FakeClock();
    const resolver = new Resolver({ host: 'carbon', clock, lookup });
    await resolver.resolve();
    clock.advance(59_999);
    await resolver.resolve();
    expect(asked).toHaveLength(1);
    clock.advance(1);
    expect(await resolver.resolve()).toEqual([one]);
    await settled();
    expect(await resolver.resolve()).toEqual([two]);
    expect(asked).toHaveLength(2);
  });

  it('keeps the last good addresses when the name server fails', async () => {
    const { lookup, asked } = scriptedLookup([one], new Error('EAI_AGAIN'));
    const clock = new FakeClock();
    const resolver = new Resolver({ host: 'carbon', clock, lookup, lookupRefreshMillis: 1_000 });
    for (let round = 0; round < 5; round++) {
      expect(await resolver.resolve()).toEqual([one]);
      await settled();
      clock.advance(1_000);
    }
    expect(asked).toHaveLength(5);
  });

  it('asks again at once when the first lookup failed', async () => {
    const { lookup, asked } = scriptedLookup(new Error('ENOTFOUND'), [one]);
    const resolver = new Resolver({ host: 'carbon', clock: new FakeClock(), lookup });
    await expect(resolver.resolve()).rejects.toThrow('ENOTFOUND');
    expect(await resolver.resolve()).toEqual([one]);
    expect(asked).toHaveLength(2);
  });

  it('renews doubted addresses earlier, but not at each doubt', async () => {
    const { lookup, asked } = scriptedLookup([one], [one], [two]);
    const clock = new FakeClock();
    const resolver = new Resolver({ host: 'carbon', clock, lookup });
    for (let second = 0; second < 10; second++) {
      await resolver.resolve();
      await settled();
      resolver.doubt();
      clock.advance(1_000);
    }
    expect(asked).toHaveLength(2);
  });

  it('takes no addresses for an error', async () => {
    const { lookup } = scriptedLookup([]);
    const resolver = new Resolver({ host: 'carbon', clock: new FakeClock(), lookup });
    await expect(resolver.resolve()).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  it('asks the operating system by default', async () => {
    const resolver = new Resolver({ host: 'localhost', clock: new FakeClock() });
    expect(['127.0.0.1', '::1']).toContain((await resolver.resolve())[0]!.address);
  });

  it('answers sockets that want one address, or all', async () => {
    const { lookup } = scriptedLookup([one, two]);
    const find = netLookup(new Resolver({ host: 'carbon', clock: new FakeClock(), lookup }));
    const answers = (all: boolean) =>
      new Promise((resolve) => find('carbon', { all }, (...answer) => resolve(answer)));
    expect(await answers(false)).toEqual([null, '10.0.0.1', 4]);
    expect(await answers(true)).toEqual([null, [one, two]]);
  });
});
