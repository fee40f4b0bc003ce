import type { InitialStateReceiver, InitialStateReceiverOptions } from '@otelwire/sandbox';
import { expect } from 'vitest';
import type { initialStateStreamerSchema } from '../../src/client/client-schema.ts';
import type { InitialStateStreamer, InitialStateStreamerOptions } from '../../src/client/index.ts';
import { valuesOf } from './streamer.ts';

export type Name = keyof typeof initialStateStreamerSchema;

/** Where an option is tried. */
export interface Scene {
  readonly server: InitialStateReceiver;
  readonly path: string;
  /** What the streamer has told in some way. */
  readonly told: unknown[];
}

/** How an option is seen to work. */
export interface Effect {
  readonly server?: InitialStateReceiverOptions;
  /** What it takes to see the effect. */
  readonly with?: (scene: Scene) => InitialStateStreamerOptions | Promise<InitialStateStreamerOptions>;
  readonly value: (scene: Scene) => unknown;
  /** The same as a variable says it, where there is one. */
  readonly text?: (scene: Scene) => string;
  /** Fails with the default. */
  readonly sees: (streamer: InitialStateStreamer, scene: Scene) => unknown;
}

export const ofText = (text: string) => ({ value: () => text, text: () => text });
export const ofNumber = (value: number) => ({ value: () => value, text: () => String(value) });
export const ofFlag = (value: boolean) => ({ value: () => value, text: () => String(value) });

/** Logs so many events and flushes. */
export async function logged(streamer: InitialStateStreamer, count = 1): Promise<void> {
  for (let i = 0; i < count; i += 1) streamer.log('n', i);
  await streamer.flush();
}

export async function arrives(streamer: InitialStateStreamer, { server }: Scene): Promise<void> {
  await logged(streamer);
  expect(valuesOf(server)).toEqual([['n', 0]]);
}

export const pathsOf = ({ server }: Scene) => server.totals.requests.kept.map(({ path }) => path);
