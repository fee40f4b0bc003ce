import type { IncomingHttpHeaders } from 'node:http';
import type { Defect } from '../defect.js';

/** A request as it came. */
export interface KeptRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** As text, after gunzip where it was encoded so; of protobuf as JSON. */
  readonly body: string;
}

/** A request that was refused, in whole or in part, and why. */
export interface BadRequest<Code extends string> {
  readonly request: KeptRequest;
  readonly defects: readonly Defect<Code>[];
}

/** What all bodies that are kept may have, of requests and of bad ones each. */
const maxKeptCharacters = 64 * 1024 * 1024;

/** What is wrong with one request, as far as it is kept. */
const maxKeptDefects = 100;

/** What came over HTTP, whatever it said. */
export class RequestTotals<Code extends string> {
  readonly #statusCounts = new Map<number, number>();
  readonly #defectCounts = new Map<Code, number>();
  readonly #kept: KeptRequest[] = [];
  readonly #bad: BadRequest<Code>[] = [];
  readonly #maxKept: number;
  #keptCharacters = 0;
  #badCharacters = 0;
  /** Requests of any kind, those included that went wrong on purpose. */
  count = 0;
  badCount = 0;
  connectionCount = 0;
  /** Of the bodies, as they came over the wire. */
  byteCount = 0;

  constructor(maxKept = 1000) {
    this.#maxKept = maxKept;
  }

  /** How often each status was answered. */
  get statusCounts(): ReadonlyMap<number, number> {
    return this.#statusCounts;
  }

  /** How often each defect was seen. */
  get defectCounts(): ReadonlyMap<Code, number> {
    return this.#defectCounts;
  }

  /** The last requests, oldest first; fewer if their bodies have more than 64 MiB. */
  get kept(): readonly KeptRequest[] {
    return this.#kept;
  }

  /** The first bad requests, as far as their bodies have no more than 64 MiB, each with its first 100 defects. */
  get bad(): readonly BadRequest<Code>[] {
    return this.#bad;
  }

  /** Notes a request, the bytes of its body, and the status that was answered, if any was. */
  add(request: KeptRequest, byteCount: number, status: number | undefined): void {
    this.count += 1;
    this.byteCount += byteCount;
    if (status !== undefined) this.#statusCounts.set(status, (this.#statusCounts.get(status) ?? 0) + 1);
    this.#kept.push(request);
    this.#keptCharacters += request.body.length;
    while (this.#kept.length > this.#maxKept || this.#keptCharacters > maxKeptCharacters) {
      this.#keptCharacters -= this.#kept.shift()!.body.length;
    }
  }

  /** Notes that a request was not taken, or not all of it. */
  addBad(badRequest: BadRequest<Code>): void {
    this.badCount += 1;
    for (const { code } of badRequest.defects) {
      this.#defectCounts.set(code, (this.#defectCounts.get(code) ?? 0) + 1);
    }
    const { request, defects } = badRequest;
    const characters = this.#badCharacters + request.body.length;
    if (this.#bad.length >= this.#maxKept || characters > maxKeptCharacters) return;
    this.#badCharacters = characters;
    this.#bad.push(
      defects.length > maxKeptDefects ? { request, defects: defects.slice(0, maxKeptDefects) } : badRequest,
    );
  }

  /** Forgets everything. */
  reset(): void {
    this.#keptCharacters = this.#badCharacters = 0;
    this.count = this.badCount = this.connectionCount = this.byteCount = 0;
    this.#statusCounts.clear();
    this.#defectCounts.clear();
    this.#kept.length = 0;
    this.#bad.length = 0;
  }

  /** What came, in a few lines, for messages to people. */
  describe(): readonly string[] {
    const statuses = [...this.#statusCounts].map(([status, count]) => `${count} × ${status}`).join(', ');
    return [
      `${this.count} requests (${statuses || 'none answered'}), ${this.badCount} bad, ${this.byteCount} bytes, ${this.connectionCount} connections`,
      ...this.#bad.slice(0, 20).map(describeBad),
    ];
  }
}

function describeBad<Code extends string>({ request, defects }: BadRequest<Code>): string {
  const { method, path, body } = request;
  const reasons = defects.map(({ message }) => message).join('; ');
  return `bad: ${method} ${path} ${JSON.stringify(body.slice(0, 200))}: ${reasons}`;
}
