import { isAccepted, quote } from '../../defect.js';
import type { HttpRequest } from '../../listen/http.js';
import type { HttpAnswer } from '../../listen/http-answer.js';
import type { GraphiteDefectCode } from '../defect.js';
import type { GraphiteIntake } from '../intake.js';
import type { ParsedJsonPoint } from './json-point.js';
import { readJsonPoint } from './json-point.js';

/** Where Grafana Cloud takes points: stacks of their own at the first, shared ones at the second. */
export const metricsPaths: readonly [string, ...string[]] = ['/graphite/metrics', '/metrics'];

interface Refusal {
  readonly status: number;
  readonly code: GraphiteDefectCode;
  readonly message: string;
}

/**
 * Takes the points of a request and answers as Grafana Cloud does. Strict mode differs in one thing: Grafana takes the
 * good points of a request and answers 200, strict mode takes none and answers 400.
 */
export function answerRequest(
  request: HttpRequest,
  authorization: string | undefined,
  intake: GraphiteIntake,
): HttpAnswer {
  intake.totals.byteCount += request.body.length;
  const text = request.body.toString('utf8');
  const items = checkRequest(request, authorization) ?? readItems(text);
  if ('status' in items) {
    intake.refuse(text, items.code, items.message);
    return { status: items.status, body: items.message };
  }
  const points = items.map(readJsonPoint);
  const lines = items.map((item) => JSON.stringify(item));
  const isBad = ({ value, timestamp, defects }: ParsedJsonPoint) =>
    value === undefined || timestamp === undefined || !isAccepted(defects, intake.strict);
  const bad = points.filter(isBad);
  const takesNone = intake.strict ? bad.length > 0 : points.some(({ isTyped }) => !isTyped);
  points.forEach((point, index) => {
    if (!takesNone || isBad(point)) intake.take(point, lines[index]!);
  });
  const body = describeResult(points, bad, takesNone ? 0 : points.length - bad.length);
  return { status: takesNone ? 400 : 200, body };
}

/** Source: tsdb-gw api/ingest/metrics.go, which compares the whole content type. */
function checkRequest(
  { method, path, headers }: HttpRequest,
  authorization: string | undefined,
): Refusal | undefined {
  const contentType = headers['content-type'];
  if (!metricsPaths.includes(path)) {
    const message = `nothing is at ${quote(path)}, only at ${metricsPaths.join(' and ')}`;
    return { status: 404, code: 'bad-request', message };
  }
  if (method !== 'POST') {
    return { status: 405, code: 'bad-request', message: `points come by POST, not by ${method}` };
  }
  if (authorization !== undefined && headers.authorization !== authorization) {
    return {
      status: 401,
      code: 'unauthorized',
      message: 'Authorization is missing, or is not the expected one',
    };
  }
  if (contentType !== 'application/json' || headers['content-encoding'] !== undefined) {
    const message = `the content type is ${quote(contentType ?? '')}; it must be application/json, not encoded`;
    return { status: 400, code: 'bad-request', message };
  }
  return undefined;
}

function readItems(text: string): readonly unknown[] | Refusal {
  let items: unknown;
  try {
    items = JSON.parse(text);
  } catch {
    return { status: 400, code: 'bad-json', message: 'the body is no JSON' };
  }
  if (Array.isArray(items)) return items;
  return { status: 400, code: 'bad-json', message: 'the body is no JSON array of points' };
}

/** Source: tsdb-gw api/ingest/metrics_response.go */
function describeResult(
  points: readonly ParsedJsonPoint[],
  bad: readonly ParsedJsonPoint[],
  publishedCount: number,
): unknown {
  const reasons = new Map<string, { Count: number; ExampleIds: number[] }>();
  for (const point of bad) {
    const reason = point.defects.map(({ message }) => message).join('; ');
    const entry = reasons.get(reason) ?? { Count: 0, ExampleIds: [] };
    entry.Count += 1;
    if (entry.ExampleIds.length < 10) entry.ExampleIds.push(points.indexOf(point));
    reasons.set(reason, entry);
  }
  const ValidationErrors = Object.fromEntries(reasons);
  return { Invalid: bad.length, Published: publishedCount, ValidationErrors };
}
