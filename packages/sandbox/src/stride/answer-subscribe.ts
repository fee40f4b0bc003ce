import type { ServerResponse } from 'node:http';
import type { HttpAnswer } from '../listen/http-answer.js';
import type { StrideRequest } from './answer.js';
import type { Refusal } from './refusal.js';
import { refusal } from './refusal.js';
import type { StrideNotes, StrideService } from './service.js';

/** Opens an endless answer. */
export function answerSubscribe(
  { route: { area, name = '' }, parameters }: StrideRequest,
  { totals, saved, subscriptions }: StrideService,
  notes: StrideNotes,
): HttpAnswer | Refusal {
  const isThere = area === 'collect' ? totals.streams.has(name) : saved.process.entries.has(name);
  if (!isThere) return refusal(404, 'missing', `there is no ${area} ${name}`);
  const sampleText = parameters.get('sample');
  if (sampleText !== null && !/^[1-9]\d*$/.test(sampleText)) {
    return refusal(400, 'bad-request', `sample is ${sampleText}, not a whole number above 0`);
  }
  const sample = sampleText === null ? Number.POSITIVE_INFINITY : Number(sampleText);
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    stream(response: ServerResponse) {
      totals.subscriptionCount += 1;
      subscriptions.open(`${area}/${name}`, sample, response, () => {
        totals.subscriptionCount -= 1;
        notes.changed();
      });
      notes.changed();
    },
  };
}
