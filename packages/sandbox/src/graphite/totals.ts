import { BoundedMap } from '../bounded-map.js';
import { ownCopy } from '../own-copy.js';
import type { Tag } from '../statsd/record.js';
import type { TotalsLimits } from '../statsd/totals.js';
import type { GraphiteDefect, GraphiteDefectCode } from './defect.js';
import type { GraphitePoint } from './point.js';
import { GraphiteSeries } from './series.js';
import { canonicalPath } from './series-path.js';
import { canonicalTags } from './tags.js';

/** A line, an item, a frame or a request that was refused, and why. */
export interface GraphiteBadLine {
  /** Its first 1000 characters. */
  readonly line: string;
  readonly defects: readonly GraphiteDefect[];
}

/** How much is remembered; `maxKept` bounds the bad lines. */
export interface GraphiteTotalsLimits extends Pick<TotalsLimits, 'maxKept' | 'maxSeries'> {
  /** Seconds kept per series; beyond it, the one that came first is forgotten. Default 100 000. */
  readonly maxPointsPerSeries?: number;
}

/** What was received, per series. */
export class GraphiteTotals {
  readonly #series: BoundedMap<GraphiteSeries>;
  readonly #defectCounts = new Map<GraphiteDefectCode, number>();
  readonly #statusCounts = new Map<number, number>();
  readonly #badLines: GraphiteBadLine[] = [];
  readonly #maxPoints: number;
  readonly #maxKept: number;
  datagramCount = 0;
  /** Pickles. */
  frameCount = 0;
  requestCount = 0;
  connectionCount = 0;
  /** Of HTTP, the bodies. */
  byteCount = 0;
  /** Accepted points, duplicates and overwrites included. */
  pointCount = 0;
  /** Points with the value that their second had already. */
  duplicateCount = 0;
  /** Points with another value than their second had. */
  overwriteCount = 0;
  badLineCount = 0;

  constructor(limits: GraphiteTotalsLimits = {}) {
    this.#series = new BoundedMap(limits.maxSeries ?? Number.POSITIVE_INFINITY);
    this.#maxPoints = limits.maxPointsPerSeries ?? 100_000;
    this.#maxKept = limits.maxKept ?? 1000;
  }

  /** All series, by their path with the tags in canonical order: `a.b;host=x`. */
  get series(): ReadonlyMap<string, GraphiteSeries> {
    return this.#series.entries;
  }

  /** Series that were forgotten because of `maxSeries`. */
  get forgottenSeriesCount(): number {
    return this.#series.forgottenCount;
  }

  /** The first refused lines. */
  get badLines(): readonly GraphiteBadLine[] {
    return this.#badLines;
  }

  /** How often each defect was seen, on refused and on accepted points. */
  get defectCounts(): ReadonlyMap<GraphiteDefectCode, number> {
    return this.#defectCounts;
  }

  /** How often each HTTP status was answered. */
  get statusCounts(): ReadonlyMap<number, number> {
    return this.#statusCounts;
  }

  /** The series of that path and these tags, if anything came for it. */
  find(
    name: string,
    tags: readonly Tag[] | Readonly<Record<string, string>> = [],
  ): GraphiteSeries | undefined {
    return this.series.get(canonicalPath({ name, tags: canonicalTags(tags) }));
  }

  /** Adds an accepted point, and counts what is not quite right with it. */
  add(point: GraphitePoint, defects: readonly GraphiteDefect[] = []): void {
    const path = canonicalPath(point);
    const series = this.#series.touch(path) ?? this.#series.set(path, this.#createSeries(point));
    const arrival = series.add(point);
    this.pointCount += 1;
    if (arrival === 'duplicate') this.duplicateCount += 1;
    if (arrival === 'overwrite') this.overwriteCount += 1;
    this.#countDefects(defects);
  }

  /** Notes what is not taken. */
  refuse(line: string, defects: readonly GraphiteDefect[]): GraphiteBadLine {
    const badLine = { line: ownCopy(line.slice(0, 1000)), defects };
    this.badLineCount += 1;
    this.#countDefects(defects);
    if (this.#badLines.length < this.#maxKept) this.#badLines.push(badLine);
    return badLine;
  }

  /** Notes an HTTP request and what was answered, if anything was. */
  answered(status: number | undefined): void {
    this.requestCount += 1;
    if (status !== undefined) this.#statusCounts.set(status, (this.#statusCounts.get(status) ?? 0) + 1);
  }

  /** Forgets everything. */
  reset(): void {
    this.datagramCount = this.frameCount = this.requestCount = this.connectionCount = this.byteCount = 0;
    this.pointCount = this.duplicateCount = this.overwriteCount = this.badLineCount = 0;
    this.#series.clear();
    this.#defectCounts.clear();
    this.#statusCounts.clear();
    this.#badLines.length = 0;
  }

  #createSeries({ name, tags }: GraphitePoint): GraphiteSeries {
    return new GraphiteSeries(ownCopy({ name, tags }), this.#maxPoints);
  }

  #countDefects(defects: readonly GraphiteDefect[]): void {
    for (const { code } of defects) this.#defectCounts.set(code, (this.#defectCounts.get(code) ?? 0) + 1);
  }
}
