import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openBackend } from './backend.mjs';
import { countOf, createLedger } from './count.mjs';
import { kinds } from './kinds.mjs';

const child = fileURLToPath(new URL('child.mjs', import.meta.url));
const MAX_LIFE_MILLIS = 150;
/** So long nothing may happen while what was left is sent. */
const MAX_IDLE_MILLIS = 60_000;
const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
const anyTime = () => sleep(Math.random() * MAX_LIFE_MILLIS);

/** Starts a process, kills it when `end` resolves after its first export, and tells what it said. */
async function live(kind, endpoint, directory, prefix, { begun = () => {}, end = anyTime } = {}) {
  const process = spawn(globalThis.process.execPath, [child, kind, endpoint, directory, prefix], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  const ended = new Promise((resolve) => process.once('close', resolve));
  for (const name of ['stdout', 'stderr']) process[name].on('data', (chunk) => (output[name] += chunk));
  await Promise.race([new Promise((resolve) => process.stdout.once('data', resolve)), ended]);
  begun();
  await Promise.race([end(), ended]);
  process.kill('SIGKILL');
  await ended;
  const lines = output.stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  return { prefix, lines, stderr: output.stderr };
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

/** Resolves when no file is left, or for long none has gone. */
async function drained(directory) {
  let left = Number.POSITIVE_INFINITY;
  let deadline = 0;
  while (left > 0) {
    const now = logsIn(directory).length;
    if (now < left) deadline = Date.now() + MAX_IDLE_MILLIS;
    else if (Date.now() > deadline) break;
    left = Math.min(left, now);
    await sleep(50);
  }
  await sleep(200);
}

/** Two processes at a time. With `changes` the backend goes or comes while they run. */
async function runRound(round, { kind, directory, backend, changes }) {
  let begin;
  const begun = new Promise((resolve) => {
    begin = resolve;
  });
  const change = async () => {
    await begun;
    await anyTime();
    await (backend.isUp ? backend.goNow() : backend.come());
  };
  const lives = [0, 1].map((i) => live(kind, backend.endpoint, directory, `r${round + i}`, { begun: begin }));
  if (changes) await change();
  return Promise.all(lives);
}

/**
 * Kills processes at random and starts them again, two at a time, while their backend is away but for every fifth block of ten rounds; where
 * it answers, it goes or comes in the middle of each round of every second block. At the end it is there, and everything that was reported
 * as held has to arrive.
 */
export async function runRounds({
  kind,
  rounds,
  directory,
  isAlwaysDown = false,
  isOver = () => false,
  tell = () => {},
}) {
  const { answers = false } = kinds[kind];
  const { received, record } = createLedger();
  const backend = await openBackend(kind, record);
  const lives = [];
  for (let round = 0; round < rounds && !isOver(); round += 2) {
    const block = Math.floor(round / 10);
    const changes = answers && !isAlwaysDown && block % 2 === 1;
    if (!changes) await (block % 5 === 4 && !isAlwaysDown ? backend.come() : backend.go());
    lives.push(...(await runRound(round, { kind, directory, backend, changes })));
    if (round % 100 === 98) tell(`${round + 2} rounds, ${logsIn(directory).length} files`);
  }
  await backend.come();
  tell(`${logsIn(directory).length} files are left`);
  const end = () => drained(directory);
  lives.push(await live(kind, backend.endpoint, directory, 'last', { end }));
  await backend.go();
  tell(`${logsIn(directory).length} files are left at the end`);
  return {
    rounds: lives.length - 1,
    ...countOf(kind, lives, received),
    stderr: lives.map(({ stderr }) => stderr).join(''),
  };
}
