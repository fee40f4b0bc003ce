import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { Delivery } from '../delivery/delivery.js';
import { asError } from '../errors.js';
import type { CollisionReporter } from '../naming/collisions.js';
import type { Series } from '../naming/series-table.js';
import { collectionTime } from './collection-time.js';
import { countPoints } from './count-points.js';
import { encodeFamily, type Pace } from './encode-metrics.js';
import type { Encoder, ResourceAttributes } from './encoder.js';
import { Families } from './families.js';

export interface CollectionWriterOptions {
  readonly delivery: Delivery;
  readonly createEncoder: (resource: ResourceAttributes, report: CollisionReporter) => Encoder;
  readonly reportCollision: CollisionReporter;
}

interface Prepared {
  readonly resource: ResourceAttributes;
  readonly encoder: Encoder;
  readonly families: Families;
}

/** Writes collections of the SDK as records, and keeps what is prepared for them from one to the next. */
export class CollectionWriter {
  readonly #options: CollectionWriterOptions;
  readonly #scratch: Series[] = [];
  #prepared: Prepared | undefined;
  #collectionTime: string | undefined;

  constructor(options: CollectionWriterOptions) {
    this.#options = options;
  }

  /** Writes all that can be written; returns why the rest cannot, of which the points are counted as dropped. */
  async write(metrics: ResourceMetrics, pace: Pace): Promise<Error[]> {
    const { delivery } = this.#options;
    const errors: Error[] = [];
    try {
      const { encoder, families } = this.#prepare(metrics.resource.attributes);
      this.#trim(encoder, metrics);
      for (const group of families.group(metrics.scopeMetrics)) {
        const encoding = encodeFamily(group, encoder, delivery, pace, this.#scratch);
        await encoding.catch((error) => errors.push(asError(error)));
      }
    } catch (error) {
      const points = countPoints(metrics);
      delivery.accept(points);
      delivery.drop('internal_error', points);
      errors.push(asError(error));
    }
    return errors;
  }

  #trim(encoder: Encoder, metrics: ResourceMetrics): void {
    const time = collectionTime(metrics);
    if (time === this.#collectionTime) return;
    this.#collectionTime = time;
    encoder.series.trim();
    encoder.seriesOfProcess?.trim();
  }

  #prepare(resource: ResourceAttributes): Prepared {
    if (this.#prepared?.resource !== resource) {
      const { createEncoder, reportCollision } = this.#options;
      const encoder = createEncoder(resource, reportCollision);
      this.#prepared = { resource, encoder, families: new Families(encoder, reportCollision) };
    }
    return this.#prepared;
  }
}
