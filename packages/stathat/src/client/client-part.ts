import { type Accounting, type CloseOptions, type DebugTap, unixSeconds } from '@otelwire/core';
import { bulk, type PointKind } from '../wire/format.js';
import { callsOf, oneStat } from './calls.js';
import type { Lane } from './lane.js';
import { type Call, type Naming, type Point, pointOf, type Refusal, writePoint } from './point-writer.js';
import type { OneStat, Stat, StatCalls } from './points.js';
import type { PromptSender } from './prompt-sender.js';
import { StatHatError } from './stathat-error.js';
import { sumOf, Tally } from './tally.js';
import type { Way } from './way.js';

export interface ClientPartOptions {
  readonly way: Way;
  readonly naming: Naming;
  readonly lanes: Readonly<Record<PointKind, Lane>>;
  /** How the points of the lanes are written. */
  readonly write: (lane: Lane, point: Point) => Refusal | undefined;
  readonly prompt: PromptSender;
  readonly debug: DebugTap | undefined;
  readonly showStat: (stat: string) => string;
  readonly ignoreErrors: boolean;
  readonly timeoutMillis: number;
  readonly closeTimeoutMillis: number;
}

/** Items of JSON, without a key. */
const items = bulk('', 1);

const explanations: Readonly<Record<Refusal, string>> = {
  invalid_stat: 'the stat has no name or key, or its parts are too long together',
  not_finite: 'the value is not a finite number',
  invalid_timestamp: 'the timestamp is neither a date nor seconds since 1970',
  timestamp_in_millis: 'the timestamp is in milliseconds; give a date or seconds since 1970',
  invalid_options: 'the options are not an object',
  too_large: 'the point does not fit into a request',
};

/** What both clients consist of. */
export class ClientPart {
  readonly #options: ClientPartOptions;
  /** Takes points to be sent along with others. Never throws. */
  readonly calls: StatCalls<Stat, void> = callsOf((call) => this.#send(call));
  /** Sends points by themselves; rejects with a `StatHatError`, which crashes nothing when nobody awaits it. */
  readonly sendNow: StatCalls<Stat, Promise<boolean>> = callsOf((call) => this.#sendNow(call));
  readonly #tally = new Tally();
  #closed: Promise<void> | undefined;

  constructor(options: ClientPartOptions) {
    this.#options = options;
  }

  get accounting(): Accounting {
    const lanes = this.#lanes.map(({ connection }) => connection.accounting);
    return sumOf([...lanes, this.#tally.accounting]);
  }

  /** The calls of one stat. */
  stat(stat: Stat): OneStat {
    return oneStat(stat, this.calls, this.sendNow);
  }

  async flush(): Promise<void> {
    await Promise.all(this.#lanes.map(({ connection }) => connection.flush()));
  }

  close(options: CloseOptions = {}): Promise<void> {
    this.#closed ??= this.#close(options);
    return this.#closed;
  }

  get #lanes(): Lane[] {
    return Object.values(this.#options.lanes);
  }

  #send(call: Call): void {
    const { lanes, way, write } = this.#options;
    const lane = lanes[call.kind];
    lane.delivery.accept(1);
    if (this.#closed !== undefined) {
      lane.delivery.drop('shutdown', 1);
      return;
    }
    const point = this.#read(call, unixSeconds(way.clock.now() / 1000));
    const refusal = typeof point === 'string' ? point : write(lane, point);
    if (refusal !== undefined) {
      lane.delivery.drop(refusal, 1);
      return;
    }
    lane.delivery.packer.endPoint();
    this.#show(point as Point);
    lane.outlet.wrote();
  }

  #sendNow(call: Call): Promise<boolean> {
    const sent = this.#sendAlone(call);
    sent.catch(() => {});
    return sent;
  }

  async #sendAlone(call: Call): Promise<boolean> {
    const { ignoreErrors, prompt, timeoutMillis, way } = this.#options;
    const { clock } = way;
    this.#tally.accept();
    const point = this.#read(call, undefined);
    const awake = clock.keepAlive(timeoutMillis);
    const failure =
      typeof point === 'string'
        ? { reason: point, error: new StatHatError(0, explanations[point]) }
        : await this.#sendPoint(prompt, point, clock.monotonicMillis() + timeoutMillis);
    awake.cancel();
    if (failure === undefined) {
      this.#tally.deliver();
      return true;
    }
    this.#tally.drop(failure.reason);
    if (ignoreErrors) return false;
    throw failure.error;
  }

  #sendPoint(prompt: PromptSender, point: Point, deadline: number) {
    if (this.#closed !== undefined) return prompt.shutdown();
    this.#show(point);
    return prompt.send(point, deadline);
  }

  async #close({ timeoutMillis }: CloseOptions): Promise<void> {
    const { closeTimeoutMillis, prompt, way } = this.#options;
    const millis = timeoutMillis ?? closeTimeoutMillis;
    const deadline = way.clock.monotonicMillis() + millis;
    await Promise.all([
      ...this.#lanes.map(({ connection }) => connection.close({ timeoutMillis: millis })),
      prompt.close(deadline),
    ]);
    await way.close(deadline);
  }

  #read(call: Call, now: number | undefined): Point | Refusal {
    try {
      return pointOf(call, this.#options.naming, now);
    } catch {
      return 'invalid_options';
    }
  }

  /** Without keys. */
  #show(point: Point): void {
    const { debug, showStat } = this.#options;
    if (debug === undefined) return;
    const shown = { ...point, stat: showStat(point.stat) };
    if (writePoint(debug.packer, items, shown) === undefined) debug.show();
  }
}
