// node test/spool-rounds/main.mjs KIND [ROUNDS] [down]: prints what became of what was held. With `down` the backend is away until the end.
// After an interrupt it counts what it has.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runRounds } from './rounds.mjs';

const [kind = 'statsd', rounds = '1000', isDown] = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), 'spool-rounds-'));
let isInterrupted = false;
process.once('SIGINT', () => {
  isInterrupted = true;
});
const start = performance.now();
const { stderr, lost, ...counts } = await runRounds({
  kind,
  rounds: Number(rounds),
  directory,
  isAlwaysDown: isDown === 'down',
  isOver: () => isInterrupted,
  tell: (line) => console.error(`${Math.round(performance.now() - start)} ms: ${line}`),
});
const seconds = Math.round((performance.now() - start) / 1000);
console.log(JSON.stringify({ kind, ...counts, lost: lost.length, seconds }));
const said = new Map();
for (const line of stderr.split('\n')) {
  const shape = line.replace(/\d+/g, 'N').slice(0, 160);
  said.set(shape, (said.get(shape) ?? 0) + 1);
}
if (process.env.ROUNDS_VERBOSE) console.error(said, lost.slice(0, 20));
rmSync(directory, { recursive: true });
process.exitCode = lost.length === 0 ? 0 : 1;
