import type { Attributes } from '@opentelemetry/api';
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { Delivery } from '../delivery/delivery.js';
import { DroppedError, TransportError } from '../errors.js';
import { errorCode } from '../transport/socket-error.js';
import { ExportResultCode } from './constants.js';

export type ExportResult = Parameters<Parameters<PushMetricExporter['export']>[1]>[0];

/** How an export ended. */
export interface ExportEnd {
  /** Whether all that was written, and all that was held before, was delivered. */
  readonly isClean: boolean;
  /** Points that were given up because of the backend. */
  readonly lost: number;
  /** Why something could not be encoded. */
  readonly error: Error | undefined;
}

/** What is told to the SDK: an export succeeds when nothing was lost. */
export function resultOf({ error, lost }: ExportEnd, subject: string): ExportResult {
  if (error !== undefined) return { code: ExportResultCode.FAILED, error };
  if (lost === 0) return { code: ExportResultCode.SUCCESS };
  return { code: ExportResultCode.FAILED, error: new DroppedError(subject, { lost }) };
}

/**
 * What the duration of an export says of its end. `error.type` is the status of an HTTP answer (`503`), else the code of an error
 * (`ECONNREFUSED`), else its class; `timeout` where the deadline passed with something still under way; absent where all
 * was delivered.
 */
export function attributesOf({ error, isClean, lost }: ExportEnd, delivery: Delivery): Attributes {
  if (error !== undefined) return { 'error.type': error.name };
  if (!isClean) return causeAttributes(delivery.outage.cause, 'timeout');
  if (lost > 0) return causeAttributes(delivery.lossCause, DroppedError.name);
  return statusAttributes(delivery.transport.lastStatus);
}

function causeAttributes(cause: TransportError | undefined, otherwise: string): Attributes {
  if (cause === undefined) return { 'error.type': otherwise };
  const { status } = cause;
  const code = cause.cause === undefined ? TransportError.name : errorCode(cause.cause);
  return { 'error.type': status === undefined ? code : String(status), ...statusAttributes(status) };
}

function statusAttributes(status: number | undefined): Attributes {
  return status === undefined ? {} : { 'http.response.status_code': status };
}
