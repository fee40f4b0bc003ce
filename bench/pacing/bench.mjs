// pnpm bench pacing: how many datagrams of two bursts arrive at a server that spends 20 µs on each and has the socket buffer that it is given. The subjects in turn, each from a process of its own to a server of its own.
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median, round, say } from '../measure.mjs';
import { peer } from '../peers.mjs';

export const title = 'Datagrams of a burst';
export const about = `How many datagrams of 1432 bytes arrive at a server that spends 20 µs on each and has the socket buffer that it is given. A process sends two
bursts, 1.5 seconds apart; the time is that of the second, from its first call until all is sent. Ours are an export each, of 16,000 metrics.`;

const subjects = ['otelwire', 'hot-shots', 'plain loop'];
const datagrams = 2000;
/** What we allow ourselves to lose. */
const allowedPercent = 0.5;
const file = (name) => fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
const runFile = promisify(execFile);

async function openReceiver() {
  const child = fork(file('receiver'));
  const [address] = await once(child, 'message');
  const counts = async () => {
    child.send('counts');
    const [message] = await once(child, 'message');
    return message;
  };
  return { ...address, counts, close: () => child.disconnect() };
}

/** Two bursts of a subject: what arrived, and how long the second took. */
async function twoBursts(subject) {
  const receiver = await openReceiver();
  const { stdout } = await runFile(process.execPath, [file('sender'), subject, receiver.port, datagrams]);
  let counts = await receiver.counts();
  for (let before = -1; before !== counts.datagrams; ) {
    before = counts.datagrams;
    await sleep(200);
    counts = await receiver.counts();
  }
  receiver.close();
  return { ...counts, millis: Number(stdout), receiveBufferBytes: receiver.receiveBufferBytes };
}

const lostPercent = (count) => round((1 - count / (2 * datagrams)) * 100, 2);

/** Median and worst of the bursts of a subject. */
function summarise(subject, bursts) {
  const lost = bursts.map((one) => lostPercent(one.datagrams));
  const of = (figure) => round(median(bursts.map(figure)));
  return {
    subject: subject === 'hot-shots' ? `hot-shots ${peer('hot-shots/package.json').version}` : subject,
    lostPercent: median(lost),
    worstPercent: Math.max(...lost),
    rounds: lost,
    millis: of(({ millis }) => millis),
    bytesPerDatagram: of(({ bytes, datagrams: count }) => bytes / count),
    receiveBufferBytes: of(({ receiveBufferBytes }) => receiveBufferBytes),
  };
}

export async function run({ rounds }) {
  const bursts = Object.fromEntries(subjects.map((subject) => [subject, []]));
  for (let i = 0; i < rounds; i += 1) {
    for (const subject of subjects) {
      say(`pacing: round ${i + 1} of ${rounds}, ${subject}`);
      bursts[subject].push(await twoBursts(subject));
    }
  }
  return subjects.map((subject) => summarise(subject, bursts[subject]));
}

/** Whether we lost as little as we allow ourselves, in the worst round too. */
export const isWithin = ([ours]) => ours.worstPercent <= allowedPercent;

export function tables(rows) {
  const [{ receiveBufferBytes, rounds }] = rows;
  return [
    {
      title: `Twice ${datagrams.toLocaleString('en')} datagrams to a server with a buffer of ${receiveBufferBytes} bytes, ${rounds.length} rounds`,
      rows: rows.map(({ rounds: _, receiveBufferBytes: __, ...row }) => row),
    },
  ];
}
