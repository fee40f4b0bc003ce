import type { BackendState, LiveMessage, RawLine } from '../live/messages.js';
import { printable } from './printable.js';
import { startText } from './start-text.js';

/** Tells people, or programs, what happens. */
export interface Reporter {
  started(pageUrl: string, backends: readonly BackendState[]): void;
  /** Called each second, with the lines that are wrong and have come since; there may have been more. */
  second(message: LiveMessage, badLines: readonly RawLine[]): void;
}

type Write = (text: string) => void;

const maxLinesASecond = 10;

/** For people: a line for each that is wrong, as many as can be read. */
export function textReporter(write: Write): Reporter {
  return {
    started: (pageUrl, backends) => write(startText(pageUrl, backends)),
    second(_message, badLines) {
      for (const line of badLines.slice(0, maxLinesASecond)) write(`${badText(line)}\n`);
      const left = badLines.length - maxLinesASecond;
      if (left > 0) write(`… and ${left} more, or even more than that: the page has the last ones\n`);
    },
  };
}

function badText({ atMillis, backend, isTaken, text, defects }: RawLine): string {
  const time = new Date(atMillis).toISOString().slice(11, 19);
  const reasons = defects.map(({ code, message }) => `${code}: ${printable(message)}`).join('; ');
  return `${time} ${backend} ${isTaken ? 'taken' : 'refused'}  ${printable(text)}  ${reasons}`;
}

/** For programs: an object a line, of the types `start`, `bad` and `totals`. */
export function jsonReporter(write: Write): Reporter {
  const tell = (type: string, what: object) => write(`${JSON.stringify({ type, ...what })}\n`);
  return {
    started: (page, backends) =>
      tell('start', {
        page,
        backends: byName(backends, ({ endpoints, environment }) => ({
          endpoints,
          environment: pairsOf(environment),
        })),
      }),
    second({ atMillis, backends }, badLines) {
      for (const line of badLines) tell('bad', line);
      tell('totals', { atMillis, backends: byName(backends, ({ totals }) => totals) });
    },
  };
}

function byName(backends: readonly BackendState[], pick: (backend: BackendState) => object): object {
  return Object.fromEntries(backends.map((backend) => [backend.name, pick(backend)]));
}

function pairsOf(environment: readonly string[]): object {
  return Object.fromEntries(environment.map((line) => line.split(/=(.*)/s).slice(0, 2)));
}
