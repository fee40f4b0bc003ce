// pnpm bench --pacing [--rounds N] [--json] [--hot-shots PATH]: how many datagrams of a burst arrive at a server that spends 20 µs on each and has the socket
// buffer that it is given. The subjects in turn, each burst from a process of its own to a server of its own.
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const datagrams = 2000;
/** What we allow ourselves to lose. */
const allowedPercent = 0.5;
const file = (name) => fileURLToPath(new URL(`pacing/${name}.mjs`, import.meta.url));
const run = promisify(execFile);
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Where hot-shots is and which version; undefined where it is not installed. */
function findHotShots(path = 'hot-shots') {
  const require = createRequire(import.meta.url);
  try {
    const entry = require.resolve(path);
    return {
      entry: pathToFileURL(entry).href,
      version: require(join(dirname(entry), 'package.json')).version,
    };
  } catch {
    return undefined;
  }
}

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

/** One burst of a subject: what arrived, and how long the sender was at it. */
async function burst(subject, path = '') {
  const receiver = await openReceiver();
  const { stdout } = await run(process.execPath, [file('sender'), subject, receiver.port, datagrams, path]);
  let counts = await receiver.counts();
  for (let before = -1; before !== counts.datagrams; ) {
    before = counts.datagrams;
    await sleep(200);
    counts = await receiver.counts();
  }
  receiver.close();
  return { ...counts, millis: Number(stdout), receiveBufferBytes: receiver.receiveBufferBytes };
}

const lostPercent = (count) => Number((((datagrams - count) / datagrams) * 100).toFixed(2));

/** Prints a table or JSON. Returns whether we lost as little as we allow ourselves. */
export async function benchPacing({ rounds = 5, json = false, hotShots: path }) {
  const hotShots = findHotShots(path);
  const subjects = ['otelwire', ...(hotShots === undefined ? [] : ['hot-shots']), 'plain loop'];
  const bursts = Object.fromEntries(subjects.map((subject) => [subject, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const subject of subjects) bursts[subject].push(await burst(subject, hotShots?.entry));
  }
  const rows = subjects.map((subject) => {
    const lost = bursts[subject].map((one) => lostPercent(one.datagrams));
    return {
      subject: subject === 'hot-shots' ? `hot-shots ${hotShots.version}` : subject,
      lostPercent: median(lost),
      worstPercent: Math.max(...lost),
      rounds: lost,
      millis: Math.round(median(bursts[subject].map(({ millis }) => millis))),
      bytesPerDatagram: Math.round(
        median(bursts[subject].map(({ bytes, datagrams: count }) => bytes / count)),
      ),
    };
  });
  const { receiveBufferBytes } = bursts.otelwire[0];
  if (json)
    console.log(JSON.stringify({ node: process.version, datagrams, receiveBufferBytes, rows }, null, 2));
  else {
    console.log(
      `${datagrams} datagrams to a server with a buffer of ${receiveBufferBytes} bytes, ${rounds} rounds`,
    );
    console.table(rows.map(({ rounds: _, ...row }) => row));
    if (hotShots === undefined) console.log('hot-shots is not installed and was left out');
  }
  return rows[0].worstPercent <= allowedPercent;
}
