import { vi } from 'vitest';
import { fetchOk } from './fetch-ok.ts';
import type { RealServer } from './real-servers.ts';

interface TimeRange {
  /** Seconds since 1970, included; five minutes ago unless told. */
  readonly from?: number;
  /** Seconds since 1970, included; a minute from now unless told. */
  readonly until?: number;
}

interface RenderedSeries {
  readonly target: string;
  /** Of the series that the target was made of; `name` is one of them. */
  readonly tags: Readonly<Record<string, string>>;
  /** Values by their seconds since 1970. */
  readonly points: ReadonlyMap<number, number>;
}

interface IndexWait {
  /** A regular expression that matches from the start of a name on; all names unless told. */
  readonly name?: string;
  /** Ten seconds and 25 ms for each series unless told: five minutes for 10,000, which busy cores need. */
  readonly timeoutMillis?: number;
}

/**
 * What graphite-web 1.1.8 shows of the carbon in its folder: points at once, from carbon's memory and files, but for the
 * moment between the two; tags once carbon has posted them, mostly within two seconds of the first point.
 *
 * With 10,000 new tagged series in one go, on two cores: carbon makes 10,000 files and posts 100 batches of tags, for
 * which both work 8 s, and all are in the index after 10-20 s (`indexed`), or 100 s where others work too. To render
 * them then takes 4 s for a range of a minute, 6 s for ten minutes, 64 s for three hours. So such a test asks for a narrow
 * range, and has a timeout of minutes.
 *
 * Carbon posts the tags of up to 100 series at once, and one bad tag (`;a=`, `;a=~x`, `;novalue`) keeps the whole batch
 * out of the index; each is posted again with its next point.
 */
export class GraphiteWeb {
  readonly #server: RealServer;

  constructor(server: RealServer) {
    this.#server = server;
  }

  /** The series that targets (`a.b`, `seriesByTag(...)`, functions of them) stand for; none for a target that has no end, too. */
  async render(target: string | readonly string[], range: TimeRange = {}): Promise<RenderedSeries[]> {
    const answer = await this.#render(target, { format: 'json', noNullPoints: 'true', ...secondsOf(range) });
    const found: { target: string; tags: Record<string, string>; datapoints: [number, number][] }[] =
      JSON.parse(answer.toString());
    return found.map(({ target, tags, datapoints }) => ({
      target,
      tags,
      points: new Map(datapoints.map(([value, second]) => [second, value])),
    }));
  }

  /** A picture of targets; options as render's API has them: `width`, `height`, `lineMode`, `title`... */
  png(
    target: string | readonly string[],
    options: TimeRange & Readonly<Record<string, string | number>> = {},
  ): Promise<Buffer> {
    return this.#render(target, { format: 'png', ...options, ...secondsOf(options) });
  }

  /** The paths of the series in the tag index which match all expressions: `name=a.b`, `region!=eu`, `host=~web.*`. */
  async findSeries(...expressions: string[]): Promise<string[]> {
    return this.#tags('findSeries', form({ expr: expressions }));
  }

  /** The tags by which the index finds a series, given as carbon sorts them: `name;a=1;b=2`; undefined if it does not. */
  async tagsOf(path: string): Promise<Record<string, string> | undefined> {
    const [name, ...tags] = path.split(';');
    const expressions = [`name=${name}`, ...tags];
    if (!(await this.findSeries(...expressions)).includes(path)) return undefined;
    return Object.fromEntries(
      expressions.map((expression) => {
        const equals = expression.indexOf('=');
        return [expression.slice(0, equals), expression.slice(equals + 1)];
      }),
    );
  }

  /** All tags in the index, `name` among them, in order. */
  tags(): Promise<string[]> {
    return this.#tags('autoComplete/tags', form({ limit: 10_000 }));
  }

  /** The values of a tag in the index which a regular expression matches from their start on, and how many series have each. */
  async valuesOf(tag: string, pattern = ''): Promise<Map<string, number>> {
    const query = form({ filter: pattern });
    const found: { values: { value: string; count: number }[] } | null = JSON.parse(
      (await fetchOk(`${this.#url}/tags/${encodeURIComponent(tag)}?${query}`)).toString(),
    );
    return new Map(found?.values.map(({ value, count }) => [value, count]));
  }

  /** Resolves when so many series are in the tag index; rejects with how many there are when the time is over. */
  async indexed(
    count: number,
    { name = '', timeoutMillis = 10_000 + 25 * count }: IndexWait = {},
  ): Promise<void> {
    await vi.waitFor(
      async () => {
        const counts = [...(await this.valuesOf('name', name)).values()];
        const found = counts.reduce((sum, part) => sum + part, 0);
        if (found !== count) throw new Error(`${found} series are in the tag index, not ${count}`);
      },
      // to count them takes from the time to index them
      { timeout: timeoutMillis, interval: 100 + count / 10 },
    );
  }

  get #url(): string {
    return `http://127.0.0.1:${this.#server.port()}`;
  }

  async #tags(what: string, parameters: URLSearchParams): Promise<string[]> {
    return JSON.parse((await fetchOk(`${this.#url}/tags/${what}`, parameters)).toString());
  }

  #render(
    target: string | readonly string[],
    options: Readonly<Record<string, string | number>>,
  ): Promise<Buffer> {
    return fetchOk(`${this.#url}/render`, form({ target, ...options }));
  }
}

/** A target of all series in the tag index which match all expressions. */
export function seriesByTag(...expressions: string[]): string {
  return `seriesByTag(${expressions.map(quoted).join(', ')})`;
}

/** A string in a target; it has no escapes there. */
function quoted(text: string): string {
  const quote = text.includes('"') ? "'" : '"';
  if (text.includes(quote)) throw new Error(`a target cannot hold both quotes: ${text}`);
  return quote + text + quote;
}

/** Whisper leaves out the second that a range begins with. */
function secondsOf({ from, until }: TimeRange): { from: number; until: number } {
  const now = Math.floor(Date.now() / 1000);
  return { from: (from ?? now - 300) - 1, until: until ?? now + 60 };
}

function form(fields: Readonly<Record<string, string | number | readonly string[]>>): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) parameters.append(name, String(one));
  }
  return parameters;
}
