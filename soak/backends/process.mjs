// All backends in one process: node soak/backends/process.mjs SEED, with an IPC channel.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../random.mjs';
import { backends } from './table.mjs';

const folder = mkdtempSync(join(tmpdir(), 'otelwire-soak-'));
const random = seededRandom(Number(process.argv[2]) + 1);
const open = {};
for (const [name, make] of Object.entries(backends)) open[name] = await make(name, folder, random);

const each = (value) => Object.fromEntries(Object.entries(open).map(([name, one]) => [name, value(one)]));
const answers = {
  fault: ({ name, fault }) => open[name].faults.set(fault),
  read: () => each(({ read }) => read()),
};

process.on('message', async (message) => {
  process.send({ id: message.id, value: await answers[message.type](message) });
});
// Ctrl-C reaches this process too; the one that started it says when to end.
process.on('SIGINT', () => {});
process.once('disconnect', () => {
  rmSync(folder, { recursive: true });
  process.exit();
});
process.send({
  endpoints: each(({ faults }) => faults.endpoint),
  kinds: each(({ faults }) => faults.constructor.kinds),
});
