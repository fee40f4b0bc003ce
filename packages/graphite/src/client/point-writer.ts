import type { Packer, Series } from '@otelwire/core';
import type { Format, Refusal } from '../wire/format.js';
import { json } from '../wire/json.js';
import type { Naming } from '../wire/naming.js';
import type { PathShape } from '../wire/path-shape.js';
import { isInterval, type MomentRefusal, secondsOf, storedSecond } from './moment.js';
import { PathTable } from './path-table.js';
import type { SendOptions, Tags } from './points.js';
import { StampTable } from './stamp-table.js';
import { TagTable } from './tag-table.js';

/** Why a call is not sent. */
export type CallRefusal = Refusal | MomentRefusal | 'invalid_path' | 'invalid_tags' | 'invalid_options';

const MAX_INTERVALS = 16;

/** Turns calls into records. What it caches is bounded, so that paths and tags may come from anywhere. */
export class PointWriter {
  readonly #format: Format;
  readonly #naming: Naming;
  readonly #intervalSeconds: number | undefined;
  readonly #stamps: StampTable;
  readonly #tags: TagTable;
  readonly #paths: PathTable;
  readonly #values = new Float64Array(1);
  /** For calls with an interval of their own, where the server is told of it. */
  readonly #pathsByInterval = new Map<number, PathTable>();

  constructor(format: Format, naming: Naming, intervalSeconds: number | undefined) {
    this.#format = format;
    this.#naming = naming;
    this.#intervalSeconds = intervalSeconds;
    this.#stamps = new StampTable(format);
    this.#tags = new TagTable((tags) => naming.renderSeries(tags));
    this.#paths = this.#pathsOf(format);
  }

  /** Writes a point, or nothing and a reason. `now` is in seconds. Throws what the properties of `options` throw. */
  write(
    packer: Packer,
    path: string,
    value: number,
    options: SendOptions | undefined,
    now: number,
  ): CallRefusal | undefined {
    if (options === undefined) {
      const second = storedSecond(now, this.#intervalSeconds);
      return this.#record(packer, this.#paths.find(path), this.#tags.none, value, second);
    }
    if (typeof options !== 'object' || options === null) return 'invalid_options';
    const { intervalSeconds: interval = this.#intervalSeconds, tags, timestamp } = options;
    if (interval !== this.#intervalSeconds && !isInterval(interval)) return 'invalid_interval';
    const series = this.#series(tags);
    if (series === undefined) return 'invalid_tags';
    const seconds = timestamp === undefined ? now : secondsOf(timestamp);
    const second = typeof seconds === 'string' ? seconds : storedSecond(seconds, interval);
    return this.#record(packer, this.#pathsWith(interval).find(path), series, value, second);
  }

  #record(
    packer: Packer,
    shape: PathShape | undefined,
    series: Series,
    value: number,
    second: number | MomentRefusal,
  ): CallRefusal | undefined {
    if (shape === undefined) return 'invalid_path';
    if (typeof second === 'string') return second;
    this.#values[0] = typeof value === 'number' ? value : Number.NaN; // the array would make a number of a string
    return this.#format.write(packer, shape, series, this.#values, 0, this.#stamps.find(second));
  }

  #series(tags: Tags | null | undefined): Series | undefined {
    if (tags === undefined || tags === null) return this.#tags.none;
    return typeof tags === 'object' && !Array.isArray(tags) ? this.#tags.find(tags) : undefined;
  }

  #pathsWith(interval: number | undefined): PathTable {
    if (interval === this.#intervalSeconds || interval === undefined || this.#format.name !== 'json') {
      return this.#paths;
    }
    return this.#pathsByInterval.get(interval) ?? this.#makePathsWith(interval);
  }

  #makePathsWith(interval: number): PathTable {
    if (this.#pathsByInterval.size >= MAX_INTERVALS) this.#pathsByInterval.clear();
    const paths = this.#pathsOf(json(interval));
    this.#pathsByInterval.set(interval, paths);
    return paths;
  }

  #pathsOf(format: Format): PathTable {
    const naming = this.#naming;
    return new PathTable((path) => format.shape(naming.path(naming.metricName(path), '')));
  }
}
