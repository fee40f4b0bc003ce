import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { kinds } from './kinds.mjs';

const child = fileURLToPath(new URL('child.mjs', import.meta.url));
const MAX_LIFE_MILLIS = 150;
const MAX_DRAIN_MILLIS = 60_000;
const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** Starts a process, kills it when `end` resolves after its first export, and tells what it said. */
async function live(kind, endpoint, directory, prefix, end = () => sleep(Math.random() * MAX_LIFE_MILLIS)) {
  const process = spawn(globalThis.process.execPath, [child, kind, endpoint, directory, prefix], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  const ended = new Promise((resolve) => process.once('close', resolve));
  for (const name of ['stdout', 'stderr']) process[name].on('data', (chunk) => (output[name] += chunk));
  await Promise.race([new Promise((resolve) => process.stdout.once('data', resolve)), ended]);
  await Promise.race([end(), ended]);
  process.kill('SIGKILL');
  await ended;
  const lines = output.stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  return { prefix, lines, stderr: output.stderr };
}

/** What came in, by name, over all receivers. */
function createLedger() {
  const received = new Map();
  const record = (name, value) => received.set(name, (received.get(name) ?? 0) + value);
  return { received, record };
}

/** Logs that are still in the folder. */
function logsIn(directory) {
  try {
    return readdirSync(directory, { recursive: true }).filter((name) => /\.log$/.test(name));
  } catch {
    // a folder has gone meanwhile
    return logsIn(directory);
  }
}

/**
 * Kills processes at random and starts them again, two at a time, while their backend is away but for every fifth block of rounds.
 * At the end it is there, and everything that was reported as held has to arrive.
 */
export async function runRounds({
  kind,
  rounds,
  directory,
  isAlwaysDown = false,
  isOver = () => false,
  tell = () => {},
}) {
  const { received, record } = createLedger();
  const { receive } = kinds[kind];
  let receiver = await receive(record);
  const { endpoint } = receiver;
  const address = { host: '127.0.0.1', port: Number(new URL(endpoint).port) };
  const lives = [];
  for (let round = 0; round < rounds && !isOver(); round += 2) {
    const isUp = !isAlwaysDown && Math.floor(round / 10) % 5 === 4;
    if (!isUp && receiver !== undefined) {
      await sleep(50);
      await receiver.close();
      receiver = undefined;
    }
    if (isUp) receiver ??= await receive(record, address);
    lives.push(...(await Promise.all([0, 1].map((i) => live(kind, endpoint, directory, `r${round + i}`)))));
    if (round % 100 === 98) tell(`${round + 2} rounds, ${logsIn(directory).length} files`);
  }
  receiver ??= await receive(record, address);
  tell(`${logsIn(directory).length} files are left`);
  await live(kind, endpoint, directory, 'last', async () => {
    const deadline = Date.now() + MAX_DRAIN_MILLIS;
    while (logsIn(directory).length > 0 && Date.now() < deadline) await sleep(50);
    tell('none is left');
    await sleep(200);
  });
  await receiver.close();
  return {
    rounds: lives.length,
    ...countOf(lives, received),
    stderr: lives.map(({ stderr }) => stderr).join(''),
  };
}

/** What was promised, and what came: too little is lost, more than once is twice. */
function countOf(lives, received) {
  const count = { promised: 0, lost: [], duplicates: 0, unpromised: 0 };
  for (const { prefix, lines } of lives) {
    for (const { from, to, code, inFlight } of lines) {
      for (let n = from; n < to; n += 1) {
        const times = received.get(`${prefix}.n${n}`) ?? 0;
        if (code === 0 && inFlight === 0) count.promised += 1;
        else count.unpromised += 1;
        if (code === 0 && inFlight === 0 && times === 0) count.lost.push(`${prefix}.n${n}`);
        if (times > 1) count.duplicates += 1;
      }
    }
  }
  return count;
}
