import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { addressOf, start } from './start.ts';

const free = ['--port', '0'];

test('the page comes first, then the backends, then what to paste', async () => {
  const run = start(...free);
  await run.printed(/Ctrl-C ends/);
  run.child.kill('SIGTERM');
  const { stdout } = await run.ended;
  expect(stdout).toMatch(/^page: http:\/\/127\.0\.0\.1:\d+\/\n\n/);
  const names = [...stdout.matchAll(/^(\w+) +(?:udp|tcp|http):\/\//gm)].map(([, name]) => name);
  expect(names).toEqual(['statsd', 'dogstatsd', 'graphite', 'stathat', 'stride', 'initialstate', 'otlp']);
  const exports = [...stdout.matchAll(/^export OTEL_METRICS_EXPORTER=(\w+) \w+_ENDPOINT=\S+/gm)];
  expect(exports.map(([, name]) => name)).toEqual(names);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends it in order', async (signal) => {
  const run = start(...free);
  const address = await run.printed(/unix:\/\/\S+statsd\.sock/);
  const folder = dirname(new URL(address).pathname);
  expect(existsSync(folder)).toBe(true);
  run.child.kill(signal);
  expect(await run.ended).toMatchObject({ code: 0, stderr: '' });
  expect(run.child.signalCode).toBeNull();
  expect(existsSync(folder)).toBe(false);
});

test('it ends in order when nobody reads any more what it prints', async () => {
  const run = start('--json', ...free);
  await run.printed(/"type":"start"/);
  run.child.stdout!.destroy();
  const code = await new Promise((resolve) => run.child.once('exit', resolve));
  expect(code).toBe(0);
});

test('it serves the page, and what the page asks for', async () => {
  const run = start(...free);
  const url = await run.printed(/http:\/\/127\.0\.0\.1:\d+\//);
  const response = await fetch(`${url}api/live`);
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  expect(new TextDecoder().decode(value)).toMatch(/^event: live\ndata: {"atMillis":\d+,"backends":\[/);
});

test('a line that is wrong is told, and does nothing to the terminal', async () => {
  const run = start('--backends', 'stathat', ...free);
  const address = await addressOf(run, 'stathat');
  await fetch(`${address}/ez`, { method: 'POST', body: `stat=\u001b[2Jred\u009b31m\u202e\n` });
  const line = await run.printed(/^.*refused.*$/m);
  expect(line).toContain('\\u{1b}[2Jred\\u{9b}31m\\u{202e}');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
});

test.each([
  [[], 'taken'],
  [['--lenient'], 'taken'],
  [['--strict'], 'refused'],
])('with %j, a doubtful line is %s, and told', async (args, outcome) => {
  const run = start('--backends', 'graphite', ...free, ...args);
  const address = await addressOf(run, 'graphite');
  const { hostname, port } = new URL(address);
  const { connect } = await import('node:net');
  connect(Number(port), hostname).end(`a..b 1 ${Math.floor(Date.now() / 1000)}\n`);
  expect(await run.printed(/^.*a\.\.b.*$/m)).toContain(` graphite ${outcome}  a..b 1 `);
});

test('of many bad lines a second, a few are told', async () => {
  const run = start('--backends', 'graphite', ...free);
  const { hostname, port } = new URL(await addressOf(run, 'graphite'));
  const { connect } = await import('node:net');
  connect(Number(port), hostname).end('no\n'.repeat(1000));
  await run.printed(/… and \d+ more/);
  run.child.kill('SIGTERM');
  const { stdout } = await run.ended;
  expect([...stdout.matchAll(/ refused {2}no /g)].length).toBeLessThanOrEqual(30);
});

test('with --json each line is an object: the start, bad lines, totals', async () => {
  const run = start('--json', '--backends', 'stathat,graphite', ...free);
  const first = JSON.parse(await run.printed(/^.+$/m));
  expect(first).toMatchObject({
    type: 'start',
    page: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/),
    backends: {
      stathat: {
        endpoints: [{ protocol: 'http', url: expect.any(String) }],
        environment: { OTEL_METRICS_EXPORTER: 'stathat', OTEL_EXPORTER_STATHAT_EZ_KEY: 'sandbox' },
      },
      graphite: { environment: { OTEL_EXPORTER_GRAPHITE_ENDPOINT: expect.stringMatching(/^tcp:/) } },
    },
  });
  const [{ url }] = first.backends.stathat.endpoints;
  await fetch(`${url}/ez?ezkey=k&stat=good&count=1`);
  await fetch(`${url}/ez?ezkey=k&stat=bad`);
  await run.printed(/"type":"bad"/);
  await run.printed(/"type":"totals".*"stathat":{[^}]*"lineCount":1/);
  run.child.kill('SIGTERM');
  const { stdout } = await run.ended;
  const objects = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(objects.filter(({ type }) => type === 'bad')).toEqual([
    expect.objectContaining({
      backend: 'stathat',
      isTaken: false,
      defects: [expect.objectContaining({ level: 'error' })],
    }),
  ]);
});

test('--help tells all options, --version the version', async () => {
  const { stdout, code } = await start('--help').ended;
  expect(code).toBe(0);
  for (const name of ['--port N', '--host ADDRESS', '--strict', '--json']) expect(stdout).toContain(name);
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(await start('--version').ended).toMatchObject({ code: 0, stdout: `${version}\n` });
});

test.each([
  [['--port', 'x'], '--port: "x" is no whole number'],
  [['--port', '70000'], 'port: 70000 is not 0, nor from 1 to 65527'],
  [['--strict', '--lenient'], '--strict and --lenient exclude each other'],
  [['--backends', 'carbon'], 'backends: "carbon" is not one of statsd, '],
  [['--colour'], "'--colour'"],
  [['statsd'], "'statsd'"],
])('%j is a mistake', async (args, message) => {
  const { code, stdout, stderr } = await start(...args).ended;
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^otelwire-sandbox: .*\n$/);
  expect(stderr).toContain(message);
});

test('a second one at the same ports is told so, and ends with 1', async () => {
  const first = start('--backends', 'stathat', ...free);
  const { port } = new URL(await first.printed(/http:\/\/127\.0\.0\.1:\d+\//));
  const { code, stderr } = await start('--backends', 'statsd', '--port', port).ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/ port \d+ of 127\.0\.0\.1 is in use; choose another first port/);
});
