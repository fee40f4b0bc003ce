import { BoundedMap } from '../bounded-map.js';
import { ownCopy } from '../own-copy.js';
import type { StatsdDefect, StatsdDefectCode } from './defect.js';
import type { Dialect, MetricType } from './dialect.js';
import { rulesOf } from './dialect.js';
import type {
  DogStatsdEvent,
  Metric,
  NumberMetric,
  ServiceCheck,
  SetMetric,
  StatsdRecord,
  Tag,
} from './record.js';
import { seriesKey } from './series/identity.js';
import type { Series, SeriesByType } from './series/series.js';
import { createSeries } from './series/series.js';
import { canonicalTags } from './tags.js';

/** A line that was refused, and why. */
export interface BadLine {
  /** Its first 1000 characters. */
  readonly line: string;
  readonly defects: readonly StatsdDefect[];
}

/** How much is remembered. */
export interface TotalsLimits {
  /** Series kept; beyond it, the one that was updated longest ago is forgotten. Default: all. */
  readonly maxSeries?: number;
  /** Samples kept per series for quantiles, and members of a set; count, sum, min and max are exact beyond it. Default 100 000. */
  readonly maxSamplesPerSeries?: number;
  /** Bad lines, events and service checks kept, each; their counts go on. Default 1000. */
  readonly maxKept?: number;
}

/** What was received, per series. */
export class StatsdTotals {
  readonly dialect: Dialect;
  readonly #series: BoundedMap<Series>;
  readonly #defectCounts = new Map<StatsdDefectCode, number>();
  readonly #maxSamples: number;
  readonly #maxKept: number;
  readonly #badLines: BadLine[] = [];
  readonly #events: DogStatsdEvent[] = [];
  readonly #serviceChecks: ServiceCheck[] = [];
  /** UDP datagrams and length-prefixed frames. */
  datagramCount = 0;
  connectionCount = 0;
  byteCount = 0;
  /** Accepted records. */
  recordCount = 0;
  badLineCount = 0;
  eventCount = 0;
  serviceCheckCount = 0;

  constructor(dialect: Dialect, limits: TotalsLimits = {}) {
    this.dialect = dialect;
    this.#series = new BoundedMap(limits.maxSeries ?? Number.POSITIVE_INFINITY);
    this.#maxSamples = limits.maxSamplesPerSeries ?? 100_000;
    this.#maxKept = limits.maxKept ?? 1000;
  }

  /** All series, by an opaque key. */
  get series(): ReadonlyMap<string, Series> {
    return this.#series.entries;
  }

  /** Series that were forgotten because of `maxSeries`. */
  get forgottenSeriesCount(): number {
    return this.#series.forgottenCount;
  }

  /** The first refused lines. */
  get badLines(): readonly BadLine[] {
    return this.#badLines;
  }

  /** The first events. */
  get events(): readonly DogStatsdEvent[] {
    return this.#events;
  }

  /** The first service checks. */
  get serviceChecks(): readonly ServiceCheck[] {
    return this.#serviceChecks;
  }

  /** How often each defect was seen, on refused and on accepted lines. */
  get defectCounts(): ReadonlyMap<StatsdDefectCode, number> {
    return this.#defectCounts;
  }

  /** The series of that type, name and tags, if anything came for it. */
  find<T extends MetricType>(
    type: T,
    name: string,
    tags: readonly Tag[] | Readonly<Record<string, string>> = [],
  ): SeriesByType[T] | undefined {
    const found = this.series.get(seriesKey({ type, name, tags: canonicalTags(tags) }));
    return found as SeriesByType[T] | undefined;
  }

  /** Adds an accepted record, and counts what is not quite right with it. */
  add(record: StatsdRecord, defects: readonly StatsdDefect[] = []): void {
    this.recordCount += 1;
    this.#countDefects(defects);
    if (record.kind === 'metric') {
      this.#addMetric(record);
    } else if (record.kind === 'event') {
      this.eventCount += 1;
      this.#keep(this.#events, record);
    } else {
      this.serviceCheckCount += 1;
      this.#keep(this.#serviceChecks, record);
    }
  }

  /** Notes a line that is not taken. */
  refuse(line: string, defects: readonly StatsdDefect[]): BadLine {
    const badLine = { line: ownCopy(line.slice(0, 1000)), defects };
    this.badLineCount += 1;
    this.#countDefects(defects);
    this.#keep(this.#badLines, badLine);
    return badLine;
  }

  /** Forgets everything. */
  reset(): void {
    this.datagramCount = this.connectionCount = this.byteCount = 0;
    this.recordCount = this.badLineCount = this.eventCount = this.serviceCheckCount = 0;
    this.#series.clear();
    this.#defectCounts.clear();
    this.#badLines.length = this.#events.length = this.#serviceChecks.length = 0;
  }

  #addMetric(metric: Metric): void {
    const key = seriesKey(metric);
    const series = this.#series.touch(key) ?? this.#series.set(key, this.#createSeries(metric));
    if (series.type === 's') series.add(metric as SetMetric);
    else series.add(metric as NumberMetric);
  }

  #createSeries({ type, name, tags }: Metric): Series {
    const { gaugesAreRelative } = rulesOf(this.dialect);
    return createSeries(ownCopy({ type, name, tags }), { gaugesAreRelative, maxSamples: this.#maxSamples });
  }

  #countDefects(defects: readonly StatsdDefect[]): void {
    for (const { code } of defects) this.#defectCounts.set(code, (this.#defectCounts.get(code) ?? 0) + 1);
  }

  #keep<T>(list: T[], item: T): void {
    if (list.length < this.#maxKept) list.push(item);
  }
}
