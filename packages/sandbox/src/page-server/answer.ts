import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '@otelwire/core';
import { SandboxError } from '../error.js';
import { readFaultRequest } from './fault-request.js';
import { readLiveQuery } from './live-query.js';
import { streamLive } from './live-stream.js';
import { readPageFile } from './page-file.js';
import type { PageSource } from './page-source.js';
import { readJson } from './read-json.js';
import { Refusal } from './refusal.js';

/** More than all windows of one person; each costs a look at all series a second. */
const maxStreams = 50;

/** Who answers the page's requests. */
export class PageAnswerer {
  readonly #source: PageSource;
  readonly #folder: string;
  readonly #clock: Clock;
  #streamCount = 0;

  constructor(source: PageSource, folder: string, clock: Clock) {
    this.#source = source;
    this.#folder = folder;
    this.#clock = clock;
  }

  /** Answers, or throws a `Refusal`. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
    if (path === '/api/live') {
      allow(request, ['GET']);
      this.#live(response, query);
    } else if (path === '/api/fault') {
      allow(request, ['POST']);
      await this.#fault(await readJson(request));
      response.writeHead(204).end();
    } else if (path === '/api/reset') {
      allow(request, ['POST']);
      await readJson(request);
      this.#source.reset();
      response.writeHead(204).end();
    } else await this.#file(request, response, path);
  }

  #live(response: ServerResponse, text: string): void {
    const query = readLiveQuery(text, this.#source.backends);
    if (this.#streamCount >= maxStreams) throw new Refusal(503, `${maxStreams} windows are open already`);
    this.#streamCount += 1;
    response.on('close', () => {
      this.#streamCount -= 1;
    });
    streamLive(response, () => this.#source.message(query), this.#clock);
  }

  async #fault(body: unknown): Promise<void> {
    const { backend, fault } = readFaultRequest(body, this.#source.backends);
    try {
      await this.#source.setFault(backend, fault ?? undefined);
    } catch (error) {
      if (error instanceof SandboxError) throw new Refusal(400, error.message);
      throw error;
    }
  }

  async #file(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const file = await readPageFile(this.#folder, path);
    if (file === undefined) throw new Refusal(404, 'there is nothing at this path');
    allow(request, ['GET', 'HEAD']);
    response
      .writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length })
      .end(file.bytes);
  }
}

function allow({ method = '' }: IncomingMessage, methods: readonly string[]): void {
  if (methods.includes(method)) return;
  const names = methods.join(', ');
  throw new Refusal(405, `only ${names}`, { allow: names });
}
