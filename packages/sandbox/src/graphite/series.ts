import type { GraphitePoint } from './point.js';
import type { SeriesPath } from './series-path.js';
import { canonicalPath } from './series-path.js';

/** What a point is to the second it belongs to. */
export type Arrival = 'new' | 'duplicate' | 'overwrite';

/** What came of one series: its values by second. */
export class GraphiteSeries implements SeriesPath {
  readonly name: string;
  readonly tags: SeriesPath['tags'];
  /** All points that came, those included that said what was there already. */
  pointCount = 0;
  /** Points with the value that their second had already. */
  duplicateCount = 0;
  /** Points with another value than their second had: the last one stays, as in carbon and whisper. */
  overwriteCount = 0;
  /** The resolution that was told last; only HTTP tells it. */
  intervalSeconds: number | undefined;
  /** Values by Unix second; beyond `maxPoints`, the one that came first is forgotten. */
  readonly points = new Map<number, number>();
  readonly #maxPoints: number;

  constructor({ name, tags }: SeriesPath, maxPoints: number) {
    this.name = name;
    this.tags = tags;
    this.#maxPoints = maxPoints;
  }

  /** `path;tag=value;…`, tags in canonical order. */
  get path(): string {
    return canonicalPath(this);
  }

  add({ timestamp, value, intervalSeconds = this.intervalSeconds }: GraphitePoint): Arrival {
    const arrival = arrivalOf(this.points.get(timestamp), value);
    this.pointCount += 1;
    if (arrival === 'duplicate') this.duplicateCount += 1;
    if (arrival === 'overwrite') this.overwriteCount += 1;
    this.intervalSeconds = intervalSeconds;
    this.points.set(timestamp, value);
    if (this.points.size > this.#maxPoints) this.points.delete(this.points.keys().next().value!);
    return arrival;
  }
}

function arrivalOf(before: number | undefined, value: number): Arrival {
  if (before === undefined) return 'new';
  return before === value ? 'duplicate' : 'overwrite';
}
