import { fetchOk } from './fetch-ok.ts';
import type { RealServer } from './real-servers.ts';

interface ExportedSeries {
  /** Its tags; `__name__` is one of them. */
  readonly labels: Readonly<Record<string, string>>;
  /** In the order of time, in seconds since 1970; one that came twice is here twice. */
  readonly points: readonly (readonly [second: number, value: number])[];
}

/**
 * What VictoriaMetrics 1.79.5 made of what it was sent, points of any age.
 *
 * It keeps 12 to 15 digits of a number (Math.PI comes back as 3.141592653589), makes 0 of the smallest (2e-308), and of
 * the small numbers of a series that has large ones too, for these share an exponent.
 * It is lenient, and proves nothing of the syntax: it keeps the series of `;a=` and `;novalue` without that tag, and takes
 * a line without a timestamp, or with -1, for one of now. It drops NaN in silence.
 */
export class VictoriaMetrics {
  readonly #server: RealServer;

  constructor(server: RealServer) {
    this.#server = server;
  }

  /** Graphite plaintext over UDP and TCP, on 127.0.0.1. */
  get port(): number {
    return this.#server.port();
  }

  /** All that it has of the series which a selector matches: `{__name__="a.b",region=~"eu.*"}`. */
  async exported(match: string): Promise<ExportedSeries[]> {
    await this.#ask('internal/force_flush');
    const query = new URLSearchParams({ start: '0', 'match[]': match });
    const text = await this.#ask(`api/v1/export?${query}`);
    return text.split('\n').filter(Boolean).map(seriesIn);
  }

  /** Has it write down what it knows, which it does by itself each five seconds: a killed one forgets the rest. */
  async writeToDisk(): Promise<void> {
    await this.#ask('snapshot/create');
    await this.#ask('snapshot/delete_all');
  }

  async #ask(what: string): Promise<string> {
    return (await fetchOk(`http://127.0.0.1:${this.#server.port('HTTP_PORT')}/${what}`)).toString();
  }
}

/** One line of an export: JSON, but for `+Inf` and `-Inf`. */
function seriesIn(line: string): ExportedSeries {
  const parts = /^\{"metric":(\{.*\}),"values":\[(.*)\],"timestamps":\[(.*)\]\}$/.exec(line);
  if (parts === null) throw new Error(`not a line of an export: ${line}`);
  const [, labels, values, millis] = parts;
  const numbers = values!.split(',').map((value) => Number(value.replace('Inf', 'Infinity')));
  return {
    labels: JSON.parse(labels!),
    points: millis!.split(',').map((text, i) => [Number(text) / 1000, numbers[i]!]),
  };
}
