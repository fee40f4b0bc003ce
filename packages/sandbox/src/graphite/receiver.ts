import type { FaultSwitch } from '../faults/fault.js';
import { Losses } from '../faults/losses.js';
import type { Breakable } from '../faults/sustained-faults.js';
import { SustainedFaults } from '../faults/sustained-faults.js';
import { Faults } from '../listen/faults.js';
import type { ForcedAnswer } from '../listen/forced-answers.js';
import { ForcedAnswers } from '../listen/forced-answers.js';
import { sentStatus } from '../listen/http-answer.js';
import type { ConnectionReader, Listener } from '../listen/listener.js';
import { Subscribers } from '../subscribers.js';
import { Waiters } from '../waiters.js';
import type { EndpointHandlers, GraphiteEndpoints } from './endpoints.js';
import { openListeners } from './endpoints.js';
import { answerRequest, metricsPaths } from './http/answer.js';
import { GraphiteIntake } from './intake.js';
import type { GraphiteReceiverOptions, ReceiverSettings } from './options.js';
import { resolveOptions } from './options.js';
import type { TakenGraphitePoint } from './point.js';
import { createLineReader, createPickleReader } from './readers.js';
import { summarise } from './summary.js';
import type { GraphiteBadLine } from './totals.js';
import { GraphiteTotals } from './totals.js';

/** Far more than an exporter should send at once; Grafana's own bound is not documented. */
const maxBodyBytes = 32 * 1024 * 1024;

/** What a receiver tells, as it happens. */
export interface GraphiteReceiverEvents {
  /** An accepted point, and the line, item or object that it came as. */
  record: (point: TakenGraphitePoint, line: string) => void;
  badLine: (badLine: GraphiteBadLine) => void;
}

/** What can go wrong on purpose: with sockets, and with answers over HTTP. */
export type GraphiteFaults = Faults & {
  /** Answers the next `count` requests with a status, whatever they say; nothing of them is taken. */
  answerNext(count: number, answer: ForcedAnswer): void;
};

/** Opens a receiver: by default strict, for lines, on a free TCP port of 127.0.0.1. */
export async function createGraphiteReceiver(
  options: GraphiteReceiverOptions = {},
): Promise<GraphiteReceiver> {
  const settings = resolveOptions(options);
  const receiver = new GraphiteReceiver(new GraphiteTotals(options), settings.strict);
  await receiver.listen(settings);
  return receiver;
}

/** A Graphite server that keeps what it is told, and says what is wrong with it. */
export class GraphiteReceiver {
  readonly totals: GraphiteTotals;
  readonly #intake: GraphiteIntake;
  readonly #listeners: Listener[] = [];
  readonly #endpointNames = new Map<Listener, keyof GraphiteEndpoints>();
  readonly #losses = new Losses();
  readonly #forcedAnswers = new ForcedAnswers(this.#losses);
  readonly #sustained = new SustainedFaults(() => this.#parts(), this.#losses);
  readonly #subscribers = new Subscribers<GraphiteReceiverEvents>();
  readonly #waiters: Waiters;
  /** What can go wrong on purpose. */
  readonly faults: GraphiteFaults = Object.assign(new Faults(this.#listeners), {
    answerNext: (count: number, answer: ForcedAnswer) => this.#forcedAnswers.add(count, answer),
  });

  /** What goes wrong until it is switched off. */
  readonly faultSwitch: FaultSwitch = this.#sustained;

  constructor(totals: GraphiteTotals, strict: boolean) {
    this.totals = totals;
    this.#waiters = new Waiters(() => summarise(totals));
    this.#intake = new GraphiteIntake(totals, strict, {
      record: (point, line) => this.#subscribers.tell('record', (callback) => callback(point, line)),
      badLine: (badLine) => this.#subscribers.tell('badLine', (callback) => callback(badLine)),
    });
  }

  get endpoints(): GraphiteEndpoints {
    return Object.fromEntries([...this.#endpointNames].map(([listener, name]) => [name, listener.endpoint]));
  }

  /** Opens what the settings ask for; closes all of it again if one cannot be opened. */
  async listen(settings: ReceiverSettings): Promise<void> {
    const handlers = this.#createHandlers(settings.http?.authorization);
    this.#losses.random = settings.random;
    try {
      await openListeners({ ...settings, losses: this.#losses }, handlers, (name, listener) => {
        this.#listeners.push(listener);
        this.#endpointNames.set(listener, name);
      });
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Calls back on each accepted point, or on each bad line; gives the function that ends this. */
  on<E extends keyof GraphiteReceiverEvents>(event: E, callback: GraphiteReceiverEvents[E]): () => void {
    return this.#subscribers.on(event, callback);
  }

  /** Resolves once `holds` is true of the totals; rejects after `timeoutMillis` and tells what came instead. */
  async waitFor(holds: (totals: GraphiteTotals) => boolean, timeoutMillis = 5000): Promise<GraphiteTotals> {
    await this.#waiters.waitFor(() => holds(this.totals), timeoutMillis);
    return this.totals;
  }

  /** Forgets what was received. */
  reset(): void {
    this.totals.reset();
    this.#sustained.reset();
    this.#waiters.check();
  }

  /** Closes all sockets and connections; nothing keeps the process alive afterwards. May be called twice. */
  async close(): Promise<void> {
    this.#waiters.close();
    await this.#sustained.close();
    await Promise.all(this.#listeners.map((listener) => listener.close()));
  }

  /** Without a port for HTTP nobody is answered. */
  #parts(): readonly Breakable[] {
    const hasHttp = this.endpoints.http !== undefined;
    return hasHttp ? [this.#forcedAnswers, ...this.#listeners] : this.#listeners;
  }

  #createHandlers(authorization: string | undefined): EndpointHandlers {
    return {
      datagram: (bytes) => {
        this.#intake.datagram(bytes);
        this.#waiters.check();
      },
      createLineReader: () => this.#watch(createLineReader(this.#intake)),
      createPickleReader: () => this.#watch(createPickleReader(this.#intake)),
      http: {
        path: metricsPaths[0],
        maxBodyBytes,
        connected: () => this.#connected(),
        answer: (request) => {
          const answer = this.#forcedAnswers.answer(() =>
            answerRequest(request, authorization, this.#intake),
          );
          this.totals.answered(sentStatus(answer));
          this.#waiters.check();
          return answer;
        },
      },
    };
  }

  #connected(): void {
    this.totals.connectionCount += 1;
    this.#waiters.check();
  }

  #watch(reader: ConnectionReader): ConnectionReader {
    this.#connected();
    return {
      read: (chunk) => {
        const goesOn = reader.read(chunk);
        this.#waiters.check();
        return goesOn;
      },
      end: (inOrder) => {
        reader.end(inOrder);
        this.#waiters.check();
      },
    };
  }
}
