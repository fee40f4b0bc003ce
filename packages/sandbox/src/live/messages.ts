// What the server tells the page, and the page the server: all of it is JSON.
import type { BackendName } from '../backend-name.js';
import type { DefectLevel } from '../defect.js';
import type { Fault, FaultKind } from '../faults/fault.js';
import type { Tag } from '../statsd/record.js';
import type { SeriesKind } from './observation.js';

/** What came over all listeners of one backend since the start, or since the last reset. */
export interface BackendTotals {
  /** Series that are remembered. */
  readonly seriesCount: number;
  /** Series that were forgotten, the longest silent ones first, because there were too many. */
  readonly forgottenSeriesCount: number;
  /** Lines, events or points that were taken. */
  readonly lineCount: number;
  /** Lines, or requests, that were refused. */
  readonly badLineCount: number;
  readonly byteCount: number;
  /** Datagrams, frames or requests. */
  readonly packetCount: number;
  readonly connectionCount: number;
}

/** One backend, as it is now. */
export interface BackendState {
  readonly name: BackendName;
  /** Where it listens: `{ protocol: 'udp', url: 'udp://127.0.0.1:8401' }`. */
  readonly endpoints: readonly { readonly protocol: string; readonly url: string }[];
  /** The environment that leads an otelwire exporter here: `OTEL_METRICS_EXPORTER=statsd` and so on, a line each. */
  readonly environment: readonly string[];
  readonly faultKinds: readonly FaultKind[];
  readonly fault: Fault | null;
  readonly totals: BackendTotals;
  /** Of the last whole second. */
  readonly linesPerSecond: number;
  readonly bytesPerSecond: number;
}

/** Which series and lines the page shows: the query of `/api/live`. */
export interface LiveQuery {
  /** Only of this one. */
  readonly backend?: BackendName;
  /** All words must be in name or tags, whatever their case; `key:value` must be a tag, `key:` a tag's key. */
  readonly search?: string;
  readonly sort?: 'name' | 'latest' | 'activity';
  /** Default 0. */
  readonly offset?: number;
  /** Rows wanted, at most 200. Default 50. */
  readonly limit?: number;
  /** The series whose history is wanted. */
  readonly selected?: string;
  /** How much of its history, in seconds: 600, by the second, or 21600, by the minute. Default 600. */
  readonly rangeSeconds?: 600 | 21600;
}

/** One series in the list. */
export interface SeriesRow {
  /** Stable as long as the series is remembered. */
  readonly id: string;
  readonly backend: BackendName;
  readonly name: string;
  readonly tags: readonly Tag[];
  readonly kind: SeriesKind;
  /** The sum of amounts, the last total or level, the count of samples, the members of the last interval that had any. */
  readonly latest: number;
  /** Growth a second, over the last ten seconds: of amounts, totals and counts of samples. Null where it means nothing. */
  readonly perSecond: number | null;
  /** Unix milliseconds of the last value. */
  readonly lastSeenMillis: number;
  /** The last 60 seconds, oldest first: amounts a second, totals' growth, levels, median of samples, members. Null: nothing came. */
  readonly recent: readonly (number | null)[];
}

/** The history of the selected series. All lists have one entry a slot, oldest first; null: nothing came. */
export interface SeriesHistory {
  readonly row: SeriesRow;
  /** 1, or 60. */
  readonly slotSeconds: number;
  /** Unix seconds of the beginning of each slot. */
  readonly times: readonly number[];
  readonly columns: ScalarColumns | SampleColumns;
}

/** Amounts, totals, levels, members. */
export interface ScalarColumns {
  /** The amount of the slot, the growth of the total; null for levels and members. */
  readonly perSecond: readonly (number | null)[] | null;
  /** The running sum of amounts, the total, the level, the number of members. */
  readonly value: readonly (number | null)[];
}

/** Samples: of each slot. */
export interface SampleColumns {
  readonly count: readonly (number | null)[];
  readonly sum: readonly (number | null)[];
  readonly min: readonly (number | null)[];
  readonly p50: readonly (number | null)[];
  readonly p95: readonly (number | null)[];
  readonly p99: readonly (number | null)[];
  readonly max: readonly (number | null)[];
}

/** A line as it arrived, with what is wrong with it. */
export interface RawLine {
  /** Grows by one with each line that is kept; for telling new ones. */
  readonly number: number;
  readonly atMillis: number;
  readonly backend: BackendName;
  /** Its first 1000 characters. */
  readonly text: string;
  readonly isTaken: boolean;
  readonly defects: readonly {
    readonly code: string;
    readonly level: DefectLevel;
    readonly message: string;
    readonly column?: number;
  }[];
}

/** What `/api/live` sends at once, and then each second, as server-sent events of the type `live`. */
export interface LiveMessage {
  readonly atMillis: number;
  readonly backends: readonly BackendState[];
  /** How many series the query matches. */
  readonly matchCount: number;
  readonly rows: readonly SeriesRow[];
  readonly selected: SeriesHistory | null;
  /** The last lines of the backends that the query asks for, newest last, at most 100; between two messages more may have come. */
  readonly lines: readonly RawLine[];
  /** The last lines that were refused, or taken with more than remarks, newest last, at most 100. */
  readonly badLines: readonly RawLine[];
}

/** The body of `POST /api/fault`. */
export interface FaultRequest {
  readonly backend: BackendName;
  /** Null: all goes well again. */
  readonly fault: Fault | null;
}
