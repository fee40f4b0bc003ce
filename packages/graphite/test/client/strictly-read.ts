import type { GraphitePoint } from '@otelwire/sandbox';
import { answerRequest } from '../../../sandbox/src/graphite/http/answer.ts';
import { GraphiteIntake } from '../../../sandbox/src/graphite/intake.ts';
import { GraphiteTotals } from '../../../sandbox/src/graphite/totals.ts';
import type { GraphiteClientOptions } from '../../src/client/index.ts';
import { linesOf } from './lines.ts';

/** The forms in which a client may speak, by the options that choose them. */
export const formats = {
  plaintext: {},
  pickle: { protocol: 'pickle' },
  json: { endpoint: 'http://127.0.0.1:1/graphite/metrics' },
} as const satisfies Record<string, GraphiteClientOptions>;

export type FormatName = keyof typeof formats;

/** The points of payloads as a strict receiver takes them; throws what it says of those that it refuses. */
export function strictlyRead(format: FormatName, payloads: readonly Uint8Array[]): GraphitePoint[] {
  const points: GraphitePoint[] = [];
  const record = (point: unknown) => void points.push(point as GraphitePoint);
  const badLine = (bad: unknown) => {
    throw new Error(`refused: ${JSON.stringify(bad)}`);
  };
  const intake = new GraphiteIntake(new GraphiteTotals(), true, { record, badLine });
  for (const payload of payloads) readers[format](intake, Buffer.from(payload));
  return points;
}

const readers: Record<FormatName, (intake: GraphiteIntake, payload: Buffer) => void> = {
  plaintext(intake, payload) {
    for (const line of linesOf(payload.toString())) intake.line(Buffer.from(line));
  },
  pickle(intake, payload) {
    if (payload.readUInt32BE() !== payload.length - 4) throw new Error('the length of a frame is wrong');
    intake.frame(payload.subarray(4));
  },
  json(intake, payload) {
    const headers = { 'content-type': 'application/json' };
    answerRequest(
      { method: 'POST', path: '/graphite/metrics', query: '', headers, body: payload },
      undefined,
      intake,
    );
  },
};
