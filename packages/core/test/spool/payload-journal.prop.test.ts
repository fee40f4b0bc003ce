import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Backlog } from '../../src/delivery/backlog.ts';
import type { BacklogEntry } from '../../src/delivery/payload-queue.ts';
import { Packer } from '../../src/payload/packer.ts';
import { Log } from '../../src/spool/log.ts';
import { PayloadJournal } from '../../src/spool/payload-journal.ts';
import { readLog } from '../../src/spool/read-log.ts';
import { payloadReplay } from '../../src/spool/replay.ts';
import { FakeClock } from '../transport/fake-clock.ts';
import { filesIn, newFolder } from './folders.ts';

type Step = 'hold' | 'take' | 'take one' | 'deliver' | 'fail' | 'flush';
const steps = fc.array(
  fc.constantFrom<Step>('hold', 'hold', 'take', 'take one', 'deliver', 'fail', 'flush', 'flush'),
  { maxLength: 40 },
);

/** A backlog with a journal; payloads are told apart by their text. */
function open(maxBytes: number) {
  const directory = join(newFolder(), 'log');
  const clock = new FakeClock();
  const backlog = new Backlog({ clock, maxBytes, maxAgeMillis: 1e9, resendWindowMillis: 0 });
  const log = new Log({ createDirectory: () => directory, format: 'lines', onState() {} });
  backlog.journal = new PayloadJournal({ log, clock, directory, maxBytes: 1e9 });
  return { directory, clock, backlog, journal: backlog.journal };
}

async function read(directory: string): Promise<string[]> {
  const { records } = await readLog(directory).catch(() => ({ records: [] }));
  return payloadReplay
    .read(records, () => true)
    .payloads.map(({ payload }) => Buffer.from(payload).toString());
}

it('a file that ends anywhere has what was held at the last write before, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom(1e9, 3_000), fc.nat(), async (given, maxBytes, cut) => {
      const { directory, clock, backlog, journal } = open(maxBytes);
      const packer = new Packer({ maxPayloadBytes: 1432 });
      const taken: BacklogEntry[] = [];
      let count = 0;
      /** What has to be there when the file is so long: what is held, and what is on its way. */
      let states = [{ bytes: 0, held: [] as string[], wasHeld: [] as string[] }];
      /** What was held at any time since. */
      let wasHeld: string[] = [];
      const held = () =>
        [...backlog.entries, ...taken].map(({ payload }) => Buffer.from(payload).toString()).sort();
      for (const step of given) {
        clock.advance(1);
        if (step === 'hold') {
          const text = `p${count++}`;
          wasHeld.push(text);
          backlog.hold(Buffer.from(text), 1, 0, true, clock.monotonicMillis());
        }
        if (step === 'take') {
          journal.take(backlog.entries);
          taken.push(...backlog.takeEach());
        }
        if (step === 'take one') {
          journal.take(backlog.entries);
          for (const first of backlog.takeEach()) {
            taken.push(first);
            break;
          }
        }
        const entry = taken[0];
        if (step === 'fail' && entry !== undefined) {
          backlog.write(taken.shift()!, packer);
          backlog.hold(entry.payload, 1, 0, true, entry.madeAt);
        }
        if (step === 'deliver' && entry !== undefined) journal.remove(taken.shift()!.payload, entry.madeAt);
        if (step !== 'flush') continue;
        journal.flush();
        const [file] = filesIn(directory, '.log');
        if (file === undefined) states = [];
        states.push({ bytes: file === undefined ? 0 : readFileSync(file).length, held: held(), wasHeld });
        wasHeld = [];
      }
      const [file] = filesIn(directory, '.log');
      expect((await read(directory)).sort()).toEqual(states.at(-1)!.held);
      if (file === undefined) return;
      const bytes = readFileSync(file);
      const kept = cut % (bytes.length + 1);
      writeFileSync(file, bytes.subarray(0, kept));
      const at = states.findLastIndex((state) => state.bytes <= kept);
      const before = states[at]!.held;
      const { held: after, wasHeld: between } = states[at + 1] ?? { held: before, wasHeld: [] };
      const found = await read(directory);
      expect(found.filter((one) => ![...before, ...between].includes(one))).toEqual([]);
      expect(before.filter((one) => after.includes(one) && !found.includes(one))).toEqual([]);
      rmSync(directory, { recursive: true });
    }),
    { numRuns: 500 },
  );
});
