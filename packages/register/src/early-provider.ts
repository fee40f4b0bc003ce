import type { Meter, MeterProvider, Observable } from '@opentelemetry/api';
import { EarlyObservables } from './early-observables.js';

const recorders = ['createCounter', 'createUpDownCounter', 'createHistogram', 'createGauge'] as const;
const observables = [
  'createObservableCounter',
  'createObservableUpDownCounter',
  'createObservableGauge',
] as const;
const batches = ['addBatchObservableCallback', 'removeBatchObservableCallback'] as const;

/** An application that makes new ones all the time should not be remembered for ever. */
const MOST_REMEMBERED = 10_000;

type Recorder = Partial<Record<'add' | 'record', (...measurement: unknown[]) => void>>;
type Methods = Record<string, (...args: unknown[]) => unknown>;

/** A provider that another one can take the place of. */
export interface EarlyProvider {
  readonly provider: MeterProvider;
  /** Observables are asked from now on. */
  startObserving(): void;
  /**
   * Makes every counter, histogram and gauge that was made so far record into an instrument of the successor, and meters make
   * theirs there. Observables stay behind: instrumentations make theirs anew.
   */
  handOverTo(successor: MeterProvider): void;
}

export function createEarlyProvider(provider: MeterProvider): EarlyProvider {
  const waiting = new EarlyObservables();
  let successor: MeterProvider | undefined;
  let moves: ((to: MeterProvider) => void)[] = [];
  const remember = (move: (to: MeterProvider) => void) => {
    if (moves.length < MOST_REMEMBERED) moves.push(move);
  };
  return {
    provider: {
      getMeter: (...scope) =>
        earlyMeter((of) => of.getMeter(...scope), {
          provider,
          waiting,
          remember,
          successor: () => successor,
        }),
    },
    startObserving: () => waiting.start(),
    handOverTo(to) {
      successor = to;
      waiting.forget();
      for (const move of moves) move(to);
      moves = [];
    },
  };
}

interface Surroundings {
  readonly provider: MeterProvider;
  readonly waiting: EarlyObservables;
  readonly remember: (move: (to: MeterProvider) => void) => void;
  readonly successor: () => MeterProvider | undefined;
}

/** A meter of the provider, until there is a successor. */
function earlyMeter(
  meterOf: (provider: MeterProvider) => Meter,
  { provider, waiting, remember, successor }: Surroundings,
): Meter {
  const methodsOf = (of: MeterProvider) => meterOf(of) as unknown as Methods;
  const early = methodsOf(provider);
  const batch = waiting.batch(meterOf(provider)) as unknown as Methods;
  const meter: Methods = Object.create(early);
  const replace = (name: string, whileEarly: (...args: unknown[]) => unknown) => {
    meter[name] = (...args) => {
      const later = successor();
      return later === undefined ? whileEarly(...args) : methodsOf(later)[name]!(...args);
    };
  };
  for (const name of recorders)
    replace(name, (...args) => {
      const made = early[name]!(...args) as Recorder;
      remember((to) => redirect(made, methodsOf(to)[name]!(...args) as Recorder));
      return made;
    });
  for (const name of observables)
    replace(name, (...args) => waiting.delay(early[name]!(...args) as Observable));
  for (const name of batches) replace(name, (...args) => batch[name]!(...args));
  return meter as unknown as Meter;
}

function redirect(early: Recorder, successor: Recorder): void {
  for (const method of ['add', 'record'] as const) {
    if (successor[method] !== undefined) early[method] = successor[method].bind(successor);
  }
}
