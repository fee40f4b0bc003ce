import type { NumberMetric } from '../record.js';
import type { SeriesIdentity } from './identity.js';

/** The level that was last told. */
export class GaugeSeries implements SeriesIdentity<'g'> {
  readonly type = 'g';
  readonly name: string;
  readonly tags: SeriesIdentity['tags'];
  recordCount = 0;
  /** The current level. */
  last = 0;
  /** Of the record that set the level, when it had one. */
  timestampSeconds: number | undefined;
  readonly #isRelative: boolean;

  constructor({ name, tags }: SeriesIdentity, isRelative: boolean) {
    this.name = name;
    this.tags = tags;
    this.#isRelative = isRelative;
  }

  add({ values, sign, timestampSeconds }: NumberMetric): void {
    this.recordCount += 1;
    if (timestampSeconds !== undefined && timestampSeconds < (this.timestampSeconds ?? 0)) return;
    this.timestampSeconds = timestampSeconds;
    const value = values.at(-1)!;
    this.last = this.#isRelative && sign !== undefined ? this.last + value : value;
  }
}
