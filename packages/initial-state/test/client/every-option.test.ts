import { afterEach, expect, test, vi } from 'vitest';
import { initialStateStreamerSchema } from '../../src/client/client-schema.ts';
import {
  ConfigError,
  InitialStateStreamer,
  type InitialStateStreamerOptions,
} from '../../src/client/index.ts';
import type { Effect, Name, Scene } from './effect.ts';
import { ACCESS_KEY, afterwards, folder, receiver } from './streamer.ts';
import { streamerEffects } from './streamer-effects.ts';
import { wireEffects } from './wire-effects.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});
const effects: Record<Name, Effect> = { ...wireEffects, ...streamerEffects };

const variableOf = (name: Name) => {
  const setting = initialStateStreamerSchema[name];
  return 'env' in setting ? setting.env : undefined;
};

/** A streamer that has one of its options from code, from a variable or not at all. */
async function open(name: Name, from: 'code' | 'variable') {
  const { text, value, with: more, server: serverOptions } = effects[name];
  const server = await receiver([ACCESS_KEY], serverOptions);
  const scene: Scene = { server, path: await folder(), told: [] };
  const { [name]: _, ...others }: InitialStateStreamerOptions = {
    endpoint: server.endpoints.http,
    accessKey: ACCESS_KEY,
    bucketKey: 'till',
    iniFile: '',
    flushIntervalMillis: 600_000,
    maxRequestsPerSecond: 1000,
    ...(await more?.(scene)),
  };
  if (from === 'variable') {
    vi.stubEnv(`OTELWIRE_INITIALSTATE_${variableOf(name)}`, text!(scene));
  }
  const options = from === 'code' ? { ...others, [name]: value(scene) } : others;
  const streamer = new InitialStateStreamer(options as InitialStateStreamerOptions);
  afterwards(() => streamer.close({ timeoutMillis: 100 }).catch(() => {}));
  return { streamer, scene };
}

const names = Object.keys(effects) as Name[];

test.each(names)(
  '%s has its effect',
  async (name) => {
    const { streamer, scene } = await open(name, 'code');
    await effects[name].sees(streamer, scene);
  },
  30_000,
);

const withVariable = names.filter((name) => variableOf(name) !== undefined);

test.each(withVariable)(
  '%s has it from its variable, too',
  async (name) => {
    const { streamer, scene } = await open(name, 'variable');
    await effects[name].sees(streamer, scene);
  },
  30_000,
);

test('only what code alone can give has no variable', () => {
  expect(names.filter((name) => !withVariable.includes(name)).sort()).toEqual(
    ['clock', 'dispatcher', 'logger', 'onDebug', 'onError', 'tls'].sort(),
  );
});

test('no option is missing here', () => {
  expect([...names].sort()).toEqual(Object.keys(initialStateStreamerSchema).sort());
});

test('everything that is wrong with options is said at once', () => {
  const options = {
    bufferSize: 0,
    debugLevel: 4,
    bucketKey: 'a:b',
    offline: 'yes',
    nonsense: 1,
    iniFile: '',
  };
  let problems: readonly string[] = [];
  try {
    new InitialStateStreamer(options as never);
  } catch (error) {
    problems = (error as ConfigError).problems;
    expect(error).toBeInstanceOf(ConfigError);
  }
  const told = problems.map((problem) =>
    /^(\w+) is (?:invalid|missing)|'nonsense'/.exec(problem)?.slice(0, 2),
  );
  expect(told.map((one) => one?.[1] ?? one?.[0]).sort()).toEqual(
    ["'nonsense'", 'bucketKey', 'bufferSize', 'debugLevel', 'offline'].sort(),
  );
});
