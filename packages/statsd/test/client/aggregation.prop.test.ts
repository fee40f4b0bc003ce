import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '@otelwire/core';
import { type Dialect, parseRecord, StatsdTotals } from '@otelwire/sandbox';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outcomes, scripted, turningClock } from '../../../core/test/client/scripted-transport.ts';
import { DogStatsdClient, StatsdClient, type Tags } from '../../src/client/index.ts';
import { linesOf } from './lines.ts';

/** Tags in forms that say the same. */
const series: readonly { readonly tags: Record<string, string>; readonly forms: readonly Tags[] }[] = [
  { tags: {}, forms: [{}, []] },
  { tags: { a: '1', b: 'x' }, forms: [{ a: 1, b: 'x' }, { b: 'x', a: '1' }, ['b:x', 'a:1']] },
  { tags: { a: '2', b: 'x' }, forms: [{ a: 2, b: 'x' }, ['a:2', 'b:x']] },
];

const kinds = ['count', 'level', 'change', 'member', 'sampled'] as const;
type Call = { do: (typeof kinds)[number]; series: number; form: number; isChild: boolean; value: number };
type Step = Call | { do: 'interval' | 'flush' | 'flush child' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constantFrom(...kinds),
      series: fc.nat(series.length - 1),
      form: fc.nat(2),
      isChild: fc.boolean(),
      value: fc.integer({ min: -50, max: 50 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('interval' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('flush' as const, 'flush child' as const) }) },
);

/** The interval passes with the next turn of the event loop. */
const clock: Clock = {
  ...turningClock,
  setTimer: (callback, delayMillis) => turningClock.setTimer(callback, delayMillis === 1 ? 0 : delayMillis),
};

/** An application that changes its options and tags and passes the same objects again, and what a server should make of its calls. */
class Application {
  calls = 0;
  readonly sums = series.map(() => 0);
  readonly levels = series.map(() => 0);
  readonly members = series.map(() => new Set<string>());
  readonly #object: Record<string, unknown> = {};
  readonly #list: string[] = [];
  readonly #options: { tags: Tags; sampleRate: number | undefined } = { tags: {}, sampleRate: undefined };

  call(client: StatsdClient, { do: kind, form, series: index, value }: Call): void {
    const { forms } = series[index]!;
    const tags = this.#own(forms[form % forms.length]!);
    const options = Object.assign(this.#options, { tags, sampleRate: kind === 'sampled' ? 0.5 : undefined });
    this.calls += 1;
    if (kind === 'level') {
      this.levels[index] = value;
      client.gauge('name', value, options);
    } else if (kind === 'change') {
      this.levels[index]! += value;
      client.gaugeDelta('name', value, options);
    } else if (kind === 'member') {
      const member = `m${value}`;
      this.members[index]!.add(member);
      client.set('name', member, options);
    } else {
      this.sums[index]! += value;
      client.counter('name', value, options);
    }
  }

  #own(tags: Tags): Tags {
    if (Array.isArray(tags)) {
      this.#list.splice(0, this.#list.length, ...tags);
      return this.#list;
    }
    for (const key in this.#object) delete this.#object[key];
    return Object.assign(this.#object, tags);
  }
}

/** A level that is held, and a newer one with its tags in another order. */
const heldInAnotherForm: [{ fails: boolean; share: number; turns: number }[], Step[]] = [
  [
    { fails: true, share: 0, turns: 1 },
    { fails: true, share: 0, turns: 0 },
  ],
  [
    { do: 'level', series: 1, form: 0, isChild: false, value: 1 },
    { do: 'flush' },
    { do: 'level', series: 1, form: 1, isChild: false, value: 2 },
  ],
];

let resent = 0;

test.each<Dialect>(['plain', 'dogstatsd', 'influxdb'])(
  'whatever is called in whichever form, whatever fails and when, in the dialect %s a server makes of it what was called',
  async (dialect) => {
    await fc.assert(
      fc.asyncProperty(outcomes, fc.array(step, { minLength: 1, maxLength: 60 }), async (script, steps) => {
        const { transport } = scripted(script);
        const options = {
          transport,
          clock,
          flushIntervalMillis: 0,
          aggregationIntervalMillis: 1,
          maxPayloadBytes: 256,
        };
        const client =
          dialect === 'dogstatsd'
            ? new DogStatsdClient({ ...options, originDetection: false })
            : new StatsdClient({ ...options, dialect });
        const child = client.child() as StatsdClient;
        const application = new Application();
        for (const one of steps) {
          if (one.do === 'interval') await turn();
          else if (one.do === 'flush') await client.flush();
          else if (one.do === 'flush child') await child.flush();
          // the Agent knows no changes
          else if ('isChild' in one && (one.do !== 'change' || dialect !== 'dogstatsd'))
            application.call(one.isChild ? child : (client as StatsdClient), one);
          expect(client.accounting.accepted).toBe(application.calls);
          expect(client.accounting.inFlight).toBeGreaterThanOrEqual(0);
        }
        const isOpen = () => client.accounting.held + client.accounting.inFlight > 0;
        for (let i = 0; i < 20 && isOpen(); i += 1) {
          await client.flush();
          if (client.accounting.held > 0) resent += 1;
        }
        await client.close();

        const totals = new StatsdTotals(dialect);
        for (const line of linesOf(transport.text)) totals.add(parseRecord(line, dialect).record!);
        const made = series.map(({ tags }) => {
          const name = dialect === 'plain' ? ['name', ...Object.entries(tags).flat()].join('.') : 'name';
          const place = [name, dialect === 'plain' ? {} : tags] as const;
          return {
            sum: totals.find('c', ...place)?.sum ?? 0,
            level: totals.find('g', ...place)?.last ?? 0,
            members: totals.find('s', ...place)?.members ?? new Set(),
          };
        });
        const { levels, members, sums } = application;
        expect(made).toEqual(series.map((_, i) => ({ sum: sums[i], level: levels[i], members: members[i] })));
        const { accepted, delivered, dropped, held, inFlight } = client.accounting;
        expect([accepted, held, inFlight]).toEqual([application.calls, 0, 0]);
        expect(delivered + (dropped.superseded ?? 0)).toBe(application.calls);
      }),
      { numRuns: Number(process.env.OTELWIRE_RUNS ?? 400), examples: [heldInAnotherForm] },
    );
    expect(resent).toBeGreaterThan(5);
  },
);
