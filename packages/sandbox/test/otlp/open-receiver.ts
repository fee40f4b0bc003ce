import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import type { OtlpReceiverOptions } from '../../src/otlp/options.ts';
import type { OtlpReceiver } from '../../src/otlp/receiver.ts';
import { createOtlpReceiver } from '../../src/otlp/receiver.ts';
import type { Answered } from '../http/request.ts';
import { askJson } from '../http/request.ts';

/** A receiver that is closed when the test ends. */
export async function openReceiver(options?: OtlpReceiverOptions): Promise<OtlpReceiver> {
  const receiver = await createOtlpReceiver(options);
  onTestFinished(() => receiver.close());
  return receiver;
}

/** Sends JSON, or what is none. */
export function postJson({ endpoints }: OtlpReceiver, body: unknown): Promise<Answered> {
  return askJson(`${endpoints.http}/v1/metrics`, body);
}

/** What was answered in protobuf. */
interface AnsweredBytes {
  readonly status: number;
  readonly contentType: string | null;
  readonly bytes: Buffer;
}

/** Sends bytes as protobuf. */
export async function postProtobuf(
  { endpoints }: OtlpReceiver,
  body: Uint8Array,
  { isZipped = false, path = '/v1/metrics' } = {},
): Promise<AnsweredBytes> {
  const headers = {
    'content-type': 'application/x-protobuf',
    ...(isZipped ? { 'content-encoding': 'gzip' } : undefined),
  };
  const sent = Uint8Array.from(isZipped ? gzipSync(body) : body);
  const answer = await fetch(endpoints.http + path, { method: 'POST', headers, body: sent });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, contentType: answer.headers.get('content-type'), bytes };
}

/** A request with metrics of one scope of one resource. */
export function requestOf(...metrics: readonly object[]) {
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] };
  return { resourceMetrics: [{ resource, scopeMetrics: [{ scope: { name: 'test' }, metrics }] }] };
}

/** A delta sum with points that are good, except for what they are told to be. */
export function sumOf(...points: readonly object[]) {
  const dataPoints = points.map((point) => ({ ...times, asInt: '1', ...point }));
  return { name: 'orders', unit: '1', sum: { aggregationTemporality: 1, isMonotonic: true, dataPoints } };
}

export const times = { startTimeUnixNano: '1700000000000000000', timeUnixNano: '1700000010000000000' };

/** The codes of all that was refused. */
export function codesOf({ totals }: OtlpReceiver): readonly string[] {
  return totals.badRequests.flatMap(({ defects }) => defects.map(({ code }) => code));
}
