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
  /** Lines with a defect, taken or not. */
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
    return this.#lineCount.beforeSlot(secondOf(this.#shared.time.now()));
  }

  /** Of lines and bodies that came in the last whole second. */
  get bytesPerSecond(): number {
    return this.#byteCount.beforeSlot(secondOf(this.#shared.time.now()));
  }

  /** Keeps a line for as long as no 500 newer ones came; gives its number. */
  addLine(text: string, notes: LineNotes, byteCount: number): number {
    const nowMillis = this.#shared.time.now();
    this.#byteCount.add(secondOf(nowMillis), byteCount);
    this.#shared.lineNumber += 1;
    this.lines.add(text, notes, this.#shared.lineNumber, nowMillis);
    if (notes.defects.length > 0) this.addBadLine(text, notes, this.#shared.lineNumber);
    return this.#shared.lineNumber;
  }

  /** Keeps a line among those with defects. */
  addBadLine(text: string, notes: LineNotes, number: number): void {
    this.badLines.add(text, notes, number, this.#shared.time.now());
  }

  /** Adds what a record says to the histories. */
  addRecord(observations: readonly Observation[]): void {
    const nowMillis = this.#shared.time.now();
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

function secondOf(millis: number): number {
  return Math.floor(millis / 1000);
}
