import { HttpReceiver } from '../http/receiver.js';
import { answerRequest, defaultMaxBodyBytes } from './answer.js';
import { bodyText } from './body-text.js';
import type { OtlpDefectCode } from './defect.js';
import type { OtlpReceiverOptions } from './options.js';
import type { TakenOtlpPoint } from './point.js';
import { OtlpTotals } from './totals.js';

/** An OTLP/HTTP server for metrics that keeps what it is told, and says what is wrong with it. */
export type OtlpReceiver = HttpReceiver<OtlpTotals, TakenOtlpPoint, OtlpDefectCode>;

/** Opens a receiver: by default strict, for protobuf and JSON, on a free port of 127.0.0.1. */
export async function createOtlpReceiver(options: OtlpReceiverOptions = {}): Promise<OtlpReceiver> {
  const totals = new OtlpTotals(options);
  const receiver = new HttpReceiver<OtlpTotals, TakenOtlpPoint, OtlpDefectCode>({
    name: 'OTLP',
    basePath: '',
    // A body that is longer than this is not kept, and so not told of.
    maxBodyBytes: Math.max(options.maxBodyBytes ?? 0, defaultMaxBodyBytes),
    totals,
    bodyText,
    answer: (request, _kept, notes) => answerRequest(request, { totals, options }, notes),
  });
  await receiver.listen(options);
  return receiver;
}
