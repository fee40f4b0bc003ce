// pnpm bench page: the sandbox's live page, while a million lines a minute arrive. How long it takes from an input
// to the next paint, by the browser's own event timing, and what memory the sandbox and the page take.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../../tools/chromium.mjs';
import { markdown } from '../print.mjs';

export const title = 'The live page under load';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const linesPerMinute = 1_000_000;
const series = 10_000;
/** What people type while they look for something. */
const inputs = ['load', 'host:web-7', 'shard:99', 'zzz', 'level', 'region:eu'];

async function startSandbox() {
  const command = here('../../packages/sandbox/dist/esm/command-line/main.js');
  const child = spawn(process.execPath, [command, '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout);
  const [first] = await once(lines, 'line');
  return { child, ...JSON.parse(first) };
}

/** Resident megabytes of a process. */
function residentMegabytes(pid) {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(kilobytes) / 1024;
}

async function openPage(url) {
  const browser = await launchChromium('--enable-precise-memory-info');
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(() => {
    globalThis.inputDurations = [];
    const note = (list) => {
      for (const { name, duration } of list.getEntries()) {
        if (/^(key|pointer|click|input)/.test(name)) globalThis.inputDurations.push(duration);
      }
    };
    new PerformanceObserver(note).observe({ type: 'event', durationThreshold: 16, buffered: true });
  });
  await page.goto(url);
  return { browser, page };
}

/** Types, walks through the list and selects, as long as `isGoingOn()`. Resolves with the number of inputs. */
async function use(page, isGoingOn) {
  const search = page.getByRole('searchbox');
  let count = 0;
  for (let i = 0; isGoingOn(); i += 1) {
    const text = inputs[i % inputs.length];
    await search.fill('');
    await search.pressSequentially(text, { delay: 40 });
    await sleep(300);
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'Enter']) await page.keyboard.press(key);
    count += text.length + 4;
    await sleep(500);
  }
  return count;
}

const percentile = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;

function resultOf({ sent, seconds, received, inputs: inputCount, durations, memory, heap }) {
  const sorted = durations.toSorted((a, b) => a - b);
  return {
    linesSent: sent,
    linesReceived: received,
    linesPerMinute: Math.round((sent / seconds) * 60),
    inputs: inputCount,
    // inputs that were faster than 16 ms are not reported by the browser
    inputToPaintMillis: {
      slowest: sorted.at(-1) ?? 16,
      p95: percentile(sorted, 0.95),
      reported: sorted.length,
    },
    sandboxMegabytes: memory.map(Math.round),
    pageHeapMegabytes: heap.map(Math.round),
  };
}

export async function run({ minutes }) {
  const sandbox = await startSandbox();
  const endpointOf = (name, protocol) =>
    sandbox.backends[name].endpoints.find((endpoint) => endpoint.protocol === protocol).url;
  const { browser, page } = await openPage(sandbox.page);
  const settings = {
    endpoints: { dogstatsd: endpointOf('dogstatsd', 'udp'), graphite: endpointOf('graphite', 'tcp') },
    linesPerMinute,
    seconds: minutes * 60,
    series,
  };
  const load = fork(here('load.mjs'), [JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let output = '';
  load.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const [memory, heap] = [[], []];
  const sample = async () => {
    memory.push(residentMegabytes(sandbox.child.pid));
    heap.push((await page.evaluate(() => performance.memory.usedJSHeapSize)) / 2 ** 20);
  };
  await sample();
  const sampling = setInterval(() => sample().catch(() => {}), 10_000);
  const ended = once(load, 'exit');
  const inputCount = await use(page, () => load.exitCode === null);
  await ended;
  clearInterval(sampling);
  await sample();
  const durations = await page.evaluate(() => globalThis.inputDurations);
  const received = await receivedLines(sandbox.page);
  await browser.close();
  sandbox.child.kill('SIGTERM');
  return resultOf({ ...JSON.parse(output), received, inputs: inputCount, durations, memory, heap });
}

/** The first message of the live stream has the totals of all backends. */
async function receivedLines(pageUrl) {
  const response = await fetch(new URL('api/live', pageUrl));
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.includes('\n\n')) break;
  }
  const { backends } = JSON.parse(/^data: (.*)$/m.exec(text)[1]);
  return backends.reduce((sum, { totals }) => sum + totals.lineCount, 0);
}

export function tables({ linesSent, linesReceived, linesPerMinute: rate, inputs: count, ...rest }) {
  const { slowest, p95 } = rest.inputToPaintMillis;
  const thousands = (number) => number.toLocaleString('en');
  const measured = {
    'lines sent, and received': `${thousands(linesSent)}, ${thousands(linesReceived)} (${thousands(rate)} a minute)`,
    'inputs, of which the slowest was painted after': `${count}, ${slowest} ms (of those over 16 ms: p95 ${p95} ms)`,
    'resident memory of the sandbox, every 10 s, in MB': rest.sandboxMegabytes.join(', '),
    'JavaScript heap of the page, every 10 s, in MB': rest.pageHeapMegabytes.join(', '),
  };
  const rows = Object.entries(measured).map(([key, value]) => ({ measured: key, '': value }));
  return [{ title: `${thousands(linesPerMinute)} lines a minute`, rows }];
}

const marks = ['<!-- page-load: written by pnpm bench page --write -->', '<!-- /page-load -->'];

/** Into the sandbox's README, between two marks. */
export function write(result) {
  const file = here('../../packages/sandbox/README.md');
  const [before, after] = readFileSync(file, 'utf8').split(new RegExp(`${marks[0]}[\\s\\S]*${marks[1]}`));
  const [table] = tables(result);
  writeFileSync(file, `${before}${marks[0]}\n\n${markdown(table.rows)}\n\n${marks[1]}${after}`);
}
