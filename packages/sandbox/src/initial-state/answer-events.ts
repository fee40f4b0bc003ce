import { isAccepted } from '../defect.js';
import { isJsonObject, parseJson } from '../http/body.js';
import type { HttpAnswer } from '../listen/http-answer.js';
import type { InitialStateNotes, InitialStateRequest, InitialStateService } from './answer.js';
import { headerOf } from './answer.js';
import { checkBucketKey } from './answer-buckets.js';
import type { ParsedEvent } from './read-event.js';
import { readEvent } from './read-event.js';
import type { Refusal } from './refusal.js';
import { capped, refusal, removedBucket } from './refusal.js';

/** Takes events. With a bad one strict mode takes none; what the service does with the good ones is not known. */
export function answerEvents(
  request: InitialStateRequest,
  service: InitialStateService,
  notes: InitialStateNotes,
): HttpAnswer | Refusal {
  const { totals, account, options, clock } = service;
  if (account.isCapped()) return capped;
  const items = request.method === 'GET' ? readQuery(request) : readBody(request);
  if (items === undefined)
    return refusal(400, 'bad-json', 'the body is no JSON list of events, and no event');
  const bucketKey = headerOf(request, 'x-is-bucketkey') ?? request.parameters.get('bucketKey') ?? '';
  const refused = checkBucket(bucketKey, service) ?? checkCount(items.length, service);
  if (refused !== undefined) return refused;
  const parsed = items.map((item) => readEvent(item, clock.now()));
  const good = parsed.filter((event) => isGood(event, options.strict ?? true));
  const bad = parsed.filter((event) => !good.includes(event));
  const defects = bad.flatMap((event) => event.defects.found);
  if (bad.length > 0 && (options.strict ?? true)) {
    const message = defects.map((defect) => defect.message).join('; ');
    return { answer: { status: 400, body: { message } }, defects };
  }
  if (bad.length > 0) notes.refuse(defects);
  totals.buckets.get(bucketKey) ?? totals.createBucket(bucketKey, '');
  account.spend(good.length);
  for (const { event } of good) {
    totals.add({ ...event!, bucketKey });
    notes.record({ ...event!, bucketKey });
  }
  return { status: 204 };
}

function isGood({ event, defects }: ParsedEvent, strict: boolean): boolean {
  return event !== undefined && isAccepted(defects.found, strict);
}

function checkBucket(bucketKey: string, { totals, options }: InitialStateService): Refusal | undefined {
  const bad = checkBucketKey(bucketKey);
  if (bad !== undefined) return bad;
  const bucket = totals.buckets.get(bucketKey);
  if (bucket?.isRemoved) return removedBucket(bucketKey);
  if (bucket !== undefined || options.strict === false) return undefined;
  return refusal(409, 'unknown-bucket', `nobody made the bucket ${JSON.stringify(bucketKey)}`);
}

function checkCount(count: number, { account, options }: InitialStateService): Refusal | undefined {
  const { maxEventsPerRequest = Number.POSITIVE_INFINITY } = options;
  if (account.isCapped(count)) return capped;
  if (count <= maxEventsPerRequest) return undefined;
  return refusal(413, 'too-many-events', `${count} events in a request; ${maxEventsPerRequest} are allowed`);
}

/** A list, or one event at the root. */
function readBody({ body }: InitialStateRequest): readonly unknown[] | undefined {
  const [root] = parseJson(body.toString('utf8')) ?? [];
  if (isJsonObject(root)) return [root];
  return Array.isArray(root) && root.length > 0 ? root : undefined;
}

/** `GET /events?accessKey=…&bucketKey=…&key=value`: every further pair is an event of now. */
function readQuery({ parameters }: InitialStateRequest): readonly unknown[] | undefined {
  const pairs = [...parameters].filter(([name]) => name !== 'accessKey' && name !== 'bucketKey');
  return pairs.length === 0 ? undefined : pairs.map(([key, value]) => ({ key, value }));
}
