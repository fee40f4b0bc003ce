import { type Clock, yieldToEventLoop } from '../clock.js';
import type { Delivery } from '../delivery/delivery.js';
import type { Series, SeriesTable } from '../naming/series-table.js';
import type { Encoder } from './encoder.js';
import type { FamilyPoints } from './families.js';
import { mergePoints } from './merge.js';
import type { Point } from './metric.js';

/** Longest time without letting the event loop turn: 1,000,000 points make hundreds of pauses instead of one. */
const TURN_MILLIS = 2;
/** Looking at the clock for each point would cost a tenth of the encoding. */
const POINTS_PER_LOOK = 128;

/**
 * Gives the event loop its turn, and the transport what is ready, while points are encoded.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #delivery: Delivery;
  readonly #deadline: number;
  #turnEnds: number;

  constructor(clock: Clock, delivery: Delivery, deadline: number) {
    this.#clock = clock;
    this.#delivery = delivery;
    this.#deadline = deadline;
    this.#turnEnds = clock.monotonicMillis() + TURN_MILLIS;
  }

  /** Whether `turn` has to be awaited before the next point `index` is encoded. */
  isDue(index: number): boolean {
    return (
      this.#delivery.packer.hasReady ||
      (index % POINTS_PER_LOOK === 0 && this.#clock.monotonicMillis() >= this.#turnEnds)
    );
  }

  async turn(): Promise<void> {
    if (this.#delivery.packer.hasReady) await this.#delivery.pump(this.#deadline);
    if (this.#clock.monotonicMillis() < this.#turnEnds) return;
    await yieldToEventLoop();
    this.#turnEnds = this.#clock.monotonicMillis() + TURN_MILLIS;
  }
}

/** Writes the points of a family; `scratch` is kept between calls so that it need not grow again. */
export async function encodeFamily(
  group: FamilyPoints,
  encoder: Encoder,
  delivery: Delivery,
  pace: Pace,
  scratch: Series[],
): Promise<void> {
  const { metric, family, points } = group;
  delivery.accept(points.length);
  if (family === undefined) {
    delivery.drop('name_collision', points.length);
    return;
  }
  const table = (family.replaces && encoder.seriesOfProcess) || encoder.series;
  let done = 0;
  try {
    const hasShared = await findSeries(points, table, pace, scratch);
    const merged = hasShared ? mergePoints(metric, points, scratch) : undefined;
    if (merged !== undefined && merged.unmergeable > 0) delivery.drop('not_mergeable', merged.unmergeable);
    done += merged?.unmergeable ?? 0;
    const series = merged?.series ?? scratch;
    const toWrite = merged?.points ?? points;
    const { packer } = delivery;
    for (let i = 0; i < toWrite.length; i += 1) {
      if (pace.isDue(i)) await pace.turn();
      const sources = merged === undefined ? 1 : (merged.sources[i] as number);
      const reason = family.write(packer, series[i] as Series, toWrite[i] as Point);
      if (reason === undefined) packer.endPoint(sources);
      else delivery.drop(reason, sources);
      done += sources;
    }
  } catch (error) {
    // an attributes object of the application may throw when it is read
    delivery.drop('internal_error', points.length - done);
    throw error;
  }
}

/** Looks up the series of all points, and says whether two of them are the same. */
async function findSeries(
  points: readonly Point[],
  table: SeriesTable,
  pace: Pace,
  found: Series[],
): Promise<boolean> {
  const pass = table.beginPass();
  let hasShared = false;
  for (let i = 0; i < points.length; i += 1) {
    if (pace.isDue(i)) await pace.turn();
    const series = table.find((points[i] as Point).attributes);
    if (series.lastPass === pass) hasShared = true;
    series.lastPass = pass;
    found[i] = series;
  }
  return hasShared;
}
