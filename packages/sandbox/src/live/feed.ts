import type { BackendName } from '../backend-name.js';
import type { LineNotes } from './lines.js';
import { Lines } from './lines.js';
import type { Observation } from './observation.js';
import type { SeriesMemory } from './series-memory.js';
import { SlotCount } from './slot-count.js';
import type { SteadyTime } from './steady-time.js';

const maxLines = 500;
const maxBadLines = 200;

/** What all backends share. */
export interface Shared {
  readonly time: SteadyTime;
  readonly memory: SeriesMemory;
  /** Of the line that was kept last. */
  lineNumber: number;
}

/** Where everything goes that comes for one backend. */
export class Feed {
  readonly #backend: BackendName;
  readonly #shared: Shared;
  readonly lines: Lines;
  /** Lines that were refused, or taken with more than remarks. */
  readonly badLines: Lines;
  #lineCount = new SlotCount();
  #byteCount = new SlotCount();

  constructor(backend: BackendName, shared: Shared) {
    this.#backend = backend;
    this.#shared = shared;
    this.lines = new Lines(backend, maxLines);
    this.badLines = new Lines(backend, maxBadLines);
  }

  /** Lines, events or points that were taken in the last whole second. */
  get linesPerSecond(): number {
    return this.#lineCount.beforeSlot(secondOf(this.now()));
  }

  /** Of lines and bodies that came in the last whole second. */
  get bytesPerSecond(): number {
    return this.#byteCount.beforeSlot(secondOf(this.now()));
  }

  /** Unix milliseconds, for what comes now. */
  now(): number {
    return this.#shared.time.now();
  }

  /** Keeps a line for as long as no 500 newer ones came; gives its number. */
  addLine(text: string, notes: LineNotes, byteCount: number, nowMillis: number): number {
    this.#shared.lineNumber += 1;
    const number = this.#shared.lineNumber;
    this.#byteCount.add(secondOf(nowMillis), byteCount);
    this.lines.add(text, notes, number, nowMillis);
    if (isBad(notes)) this.addBadLine(text, notes, number, nowMillis);
    return number;
  }

  /** Keeps a line among the bad ones. */
  addBadLine(text: string, notes: LineNotes, number: number, nowMillis: number): void {
    this.badLines.add(text, notes, number, nowMillis);
  }

  /** Adds what a record says to the histories. */
  addRecord(observations: readonly Observation[], nowMillis: number): void {
    const second = secondOf(nowMillis);
    this.#lineCount.add(second, 1);
    for (const observation of observations) {
      this.#shared.memory.add(this.#backend, observation, nowMillis, second);
    }
  }

  reset(): void {
    this.lines.reset();
    this.badLines.reset();
    this.#lineCount = new SlotCount();
    this.#byteCount = new SlotCount();
  }
}

/** Most tags with a name such as `http.request.method` get a remark: they would push out what matters. */
function isBad({ isTaken, defects }: LineNotes): boolean {
  return !isTaken ? defects.length > 0 : defects.some(({ level }) => level !== 'remark');
}

function secondOf(millis: number): number {
  return Math.floor(millis / 1000);
}
