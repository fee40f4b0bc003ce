// pnpm bench --memory [--minutes N] [--series N] [--json]: what an outage costs in memory. Each case is a process of its own that exports every 10 s, first to
// a server that takes it, then for the rest of the time to one that is dead or takes nothing; all cases run at the same time.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { openPeer } from './outage-memory/peer.mjs';

const megabyte = 1024 * 1024;
/** In use, of heap and buffers. What is resident goes up and down by as much with V8's own mood. */
const allowed = 32;
const backends = [
  ['dogstatsd', 'tcp'],
  ['graphite', 'tcp'],
  ['graphite', 'http'],
  ['stride', 'http'],
];
const cases = backends.flatMap(([exporter, scheme]) =>
  ['stalled', 'dead'].map((outage) => ({ exporter, scheme, outage })),
);
const script = fileURLToPath(new URL('outage-memory/exporting.mjs', import.meta.url));
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const inMegabytes = (bytes) => Number((bytes / megabyte).toFixed(1));

/** Resolves with what the process says when it is done; it says `healthy` before the outage begins. */
function measure({ exporter, scheme, outage }, { minutes, series }) {
  return new Promise((resolve, reject) => {
    void openPeer(scheme).then((peer) => {
      const settings = { exporter, series, millis: minutes * 60_000, endpoint: peer.endpoint };
      const child = fork(script, [JSON.stringify(settings)], { execArgv: ['--expose-gc'] });
      let result;
      child.on('message', async (message) => {
        if (message.type === 'result') result = message;
        else child.send(await peer.begin(outage));
      });
      child.on('exit', (code) => {
        void peer.close();
        if (result === undefined) reject(new Error(`${exporter}, ${outage}: ended with ${code}`));
        else resolve(result);
      });
    });
  });
}

/** Growth since the server was well, and what the second half of the outage added to the first. */
function summarise({ exporter, scheme, outage }, { before, samples, accounting }) {
  const growth = (key) => samples.map((sample) => inMegabytes(sample[key] - before[key]));
  const resident = growth('rss');
  const used = growth('used');
  const half = used.length >> 1;
  const middle = median(used.slice(half >> 1, half));
  const end = median(used.slice(half + (half >> 1)));
  return {
    case: `${exporter} over ${scheme}, ${outage}`,
    before: inMegabytes(before.rss),
    mostResident: Math.max(...resident),
    residentAtEnd: median(resident.slice(half + (half >> 1))),
    mostUsed: Math.max(...used),
    usedSinceMiddle: Number((end - middle).toFixed(1)),
    held: accounting.held,
    dropped: accounting.dropped,
    isWithin: Math.max(...used) < allowed,
    curve: samples.map(({ seconds }, i) => [Math.round(seconds), resident[i], used[i]]),
  };
}

/** Runs all cases and prints a table or JSON. Returns whether each used less than 32 MB more. */
export async function benchOutageMemory({ minutes = 10, series = 10_000, json = false }) {
  const results = await Promise.all(cases.map((one) => measure(one, { minutes, series })));
  const rows = results.map((result, i) => summarise(cases[i], result));
  if (json) console.log(JSON.stringify({ node: process.version, minutes, series, rows }, null, 2));
  else {
    const columns = ({ case: title, curve: _, isWithin: __, dropped, ...row }) => ({
      case: title,
      ...row,
      dropped: JSON.stringify(dropped),
    });
    console.table(rows.map(columns));
    console.log('seconds: MB resident more/MB used more');
    for (const { case: title, curve } of rows) {
      console.log(
        `${title}: ${curve.map(([seconds, resident, used]) => `${seconds}: ${resident}/${used}`).join(', ')}`,
      );
    }
  }
  return rows.every(({ isWithin }) => isWithin);
}
