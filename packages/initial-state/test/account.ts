import type { ServerResponse } from 'node:http';
import { type Answer, HttpServer, type Received } from '../../core/test/http/http-server.ts';

export interface Event {
  readonly key: string;
  readonly value: number | string | boolean;
  readonly epoch: number;
}

const ACCESS_KEY = 'ist_hunter2hunter2';

/** An answer, or what the API does. */
type Script = Answer | 'take';

/** A server with one account that refuses whatever the API does not allow. What is scripted comes first. */
export class Account {
  readonly accessKey = ACCESS_KEY;
  /** Whether it answers everything with a 500. */
  isDown = false;
  readonly buckets = new Map<string, string>();
  readonly #server: HttpServer;
  readonly #events = new Map<string, Event[]>();
  readonly #scripts: Script[];

  private constructor(server: HttpServer, scripts: Script[]) {
    this.#server = server;
    this.#scripts = scripts;
  }

  static async open(...scripts: Script[]): Promise<Account> {
    const answer: Answer = (response, request) => account.#answer(response, request);
    const account = new Account(await HttpServer.start([answer]), scripts);
    return account;
  }

  get endpoint(): string {
    return new URL('/api', this.#server.url).href;
  }

  get requests(): readonly Received[] {
    return this.#server.requests;
  }

  get paths(): string[] {
    return this.requests.map(({ path }) => path);
  }

  eventsOf(bucketKey: string): readonly Event[] {
    return this.#events.get(bucketKey) ?? [];
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  #answer(response: ServerResponse, request: Received): void {
    const script = this.isDown ? 500 : this.#scripts.shift();
    if (typeof script === 'number') response.writeHead(script).end();
    else if (typeof script === 'function') script(response, request);
    else this.#take(response, request);
  }

  #take(response: ServerResponse, { body, headers, method, path: resource }: Received): void {
    const [path] = resource.split('?');
    if (headers['x-is-accesskey'] !== this.accessKey) response.writeHead(401).end();
    else if (method !== 'POST' || headers['accept-version'] !== '~0') response.writeHead(400).end('version');
    else if (headers['content-type'] !== 'application/json') response.writeHead(400).end('type');
    else if (path === '/api/buckets') response.writeHead(this.#makeBucket(JSON.parse(body.toString()))).end();
    else if (path !== '/api/events') response.writeHead(404).end();
    else response.writeHead(this.#store(String(headers['x-is-bucketkey']), body.toString())).end();
  }

  #makeBucket({ bucketKey, bucketName }: Record<string, string>): number {
    if (!/^[\w-]{1,250}$/.test(bucketKey ?? '') || (bucketName ?? '').length > 250) return 400;
    const isNew = !this.buckets.has(bucketKey!);
    this.buckets.set(bucketKey!, bucketName!);
    return isNew ? 201 : 204;
  }

  #store(bucketKey: string, body: string): number {
    const events: Event[] = JSON.parse(body);
    if (!this.buckets.has(bucketKey)) return 409;
    if (!Array.isArray(events) || events.length === 0 || !events.every(isEvent)) return 400;
    this.#events.set(bucketKey, [...this.eventsOf(bucketKey), ...events]);
    return 204;
  }
}

/** An epoch in milliseconds would be taken for one in the year 50,000. */
function isEvent({ key, value, epoch, ...others }: Event): boolean {
  const isKey = typeof key === 'string' && key !== '' && key.length <= 100;
  const isValue = typeof value === 'number' || typeof value === 'boolean' || String(value).length <= 2000;
  const isEpoch = typeof epoch === 'number' && epoch < 1e11;
  return isKey && isValue && isEpoch && Object.keys(others).length === 0;
}
