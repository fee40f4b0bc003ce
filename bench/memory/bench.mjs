// pnpm bench memory: what an outage costs in memory. Each case is a process of its own that exports every 10 s,
// first to a server that takes it, then for the rest of the time to one that is dead or takes nothing; all cases run at the same time.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median, round } from '../measure.mjs';
import { openPeer } from './peer.mjs';

export const title = 'Memory in an outage';

const series = 10_000;
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
const script = fileURLToPath(new URL('exporting.mjs', import.meta.url));
const inMegabytes = (bytes) => round(bytes / megabyte, 1);

/** Resolves with what the process says when it is done; it says `healthy` before the outage begins. */
function measure({ exporter, scheme, outage }, minutes) {
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
    usedSinceMiddle: round(end - middle, 1),
    held: accounting.held,
    dropped: accounting.dropped,
    curve: samples.map(({ seconds }, i) => [Math.round(seconds), resident[i], used[i]]),
  };
}

/** All cases at the same time. */
export async function run({ minutes }) {
  const results = await Promise.all(cases.map((one) => measure(one, minutes)));
  return results.map((result, i) => summarise(cases[i], result));
}

/** Whether each used less than 32 MB more. */
export const isWithin = (rows) => rows.every(({ mostUsed }) => mostUsed < allowed);

export function tables(rows) {
  const summary = rows.map(({ case: title, curve: _, dropped, ...row }) => ({
    '': title,
    ...row,
    dropped: JSON.stringify(dropped),
  }));
  const curves = rows[0].curve.map(([seconds], i) => ({
    seconds,
    ...Object.fromEntries(rows.map(({ case: title, curve }) => [title, curve[i]?.slice(1).join('/')])),
  }));
  return [
    { title: 'MB more than before the outage', rows: summary },
    { title: 'MB more as it went on, resident/in use', rows: curves },
  ];
}
