import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { FlakyTransport } from '../../../core/test/spool/flaky-transport.ts';
import { crash, filesIn, newFolder } from '../../../core/test/spool/folders.ts';
import { hastyClock } from '../../../core/test/spool/hasty-clock.ts';
import { StatsdMetricExporter, type StatsdMetricExporterOptions } from '../../src/index.ts';

const count = (name: string, value = 1) => collectionOf([{ name, kind: 'counter', points: [{ value }] }]);

/** An exporter with a spool, and its backend, which is away until told otherwise. */
function open(directory: string, options: StatsdMetricExporterOptions = {}, arriving = 0) {
  const transport = new FlakyTransport();
  transport.arriving = arriving;
  const { logger, messages } = recordingLogger();
  const exporter = new StatsdMetricExporter({
    ...{ transport, logger, clock: hastyClock, timeoutMillis: 1000, spool: { directory }, ...options },
  });
  return { exporter, transport, messages };
}

const contents = (directory: string) =>
  filesIn(directory, '.log')
    .map((file) => readFileSync(file, 'latin1'))
    .join();

it('what export() says is held is in a file when it says so', async () => {
  const directory = newFolder();
  const { exporter } = open(directory);
  let seen = '';
  await new Promise<void>((resolve) => {
    exporter.export(count('orders'), () => {
      seen = contents(directory);
      resolve();
    });
  });
  expect(seen).toContain('orders:1|c');
  await exporter.shutdown();
});

it('while all is delivered nothing is written but who is there', async () => {
  const directory = newFolder();
  const { exporter } = open(directory, {}, 1);
  for (let i = 0; i < 3; i += 1) await exportOf(exporter, count('orders'));
  expect(filesIn(directory).filter((file) => !file.endsWith('.lock'))).toEqual([]);
  await exporter.shutdown();
  expect(filesIn(directory)).toEqual([]);
});

it('what is held at shutdown is kept, counted as held and said, and the next one sends it', async () => {
  const directory = newFolder();
  const first = open(directory);
  await exportOf(first.exporter, count('orders', 3));
  await first.exporter.shutdown();
  expect(first.exporter.accounting).toMatchObject({ accepted: 1, held: 1, dropped: {} });
  expect(first.messages.at(-1)).toBe(`warn: tcp://backend:1: 1 data points are kept in ${directory}`);
  const second = open(directory, {}, 1);
  await expect.poll(() => second.transport.text).toBe('orders:3|c\n');
  await expect
    .poll(() => second.exporter.accounting)
    .toMatchObject({ accepted: 1, delivered: 1, inFlight: 0 });
  expect(second.messages).toContain('info: 1 data points of an earlier process are sent now');
  await second.exporter.shutdown();
});

it('what is left for one backend is not sent to another', async () => {
  const directory = newFolder();
  const first = open(directory);
  await exportOf(first.exporter, count('orders'));
  await first.exporter.shutdown();
  const other = new FlakyTransport();
  Object.assign(other, { description: 'tcp://other:1' });
  const second = open(directory, { transport: other });
  const third = open(directory, {}, 1);
  await expect.poll(() => third.transport.text).toBe('orders:1|c\n');
  expect(other.text).toBe('');
  await Promise.all([second.exporter.shutdown(), third.exporter.shutdown()]);
});

it('what is left in another dialect is dropped, counted and said', async () => {
  const directory = newFolder();
  const first = open(directory, { dialect: 'graphite' });
  await exportOf(first.exporter, count('orders'));
  await first.exporter.shutdown();
  const second = open(directory, { dialect: 'dogstatsd' }, 1);
  await expect.poll(() => second.exporter.accounting.dropped).toEqual({ other_format: 1 });
  expect(second.messages.join('\n')).toMatch(/warn: data points are dropped \(other_format\)/);
  await expect.poll(() => filesIn(directory, '.log')).toEqual([]);
  await second.exporter.shutdown();
  expect(second.transport.text).toBe('');
});

it('files that were damaged cost what they have, and are said', async () => {
  const directory = newFolder();
  const first = open(directory);
  await exportOf(first.exporter, count('a'));
  await exportOf(first.exporter, count('b'));
  const left = crash(directory);
  await first.exporter.shutdown();
  const [file] = filesIn(left, '.log');
  writeFileSync(file!, readFileSync(file!).subarray(0, -3));
  const second = open(left, {}, 1);
  await expect.poll(() => second.transport.text).toBe('a:1|c\n');
  expect(second.messages.join('\n')).toMatch(/warn: \d+ bytes in .* are torn or damaged and are left out/);
  await second.exporter.shutdown();
});

it('a folder that cannot be written is said once, and what is held is in memory', async () => {
  const file = join(newFolder(), 'file');
  writeFileSync(file, '');
  const { exporter, transport, messages } = open(join(file, 'spool'));
  for (let i = 0; i < 3; i += 1) expect((await exportOf(exporter, count('orders'))).code).toBe(0);
  expect(messages.filter((message) => message.includes('cannot be written'))).toEqual([
    expect.stringMatching(/^warn: .* cannot be written \(ENOTDIR.*\): what is held is in memory only$/),
  ]);
  transport.arriving = 1;
  await exporter.forceFlush();
  expect(transport.text).toBe('orders:3|c\n');
  await exporter.shutdown();
});

it('what is held at shutdown and in no file is dropped, and said', async () => {
  const file = join(newFolder(), 'file');
  writeFileSync(file, '');
  const { exporter, messages } = open(join(file, 'spool'));
  await exportOf(exporter, count('orders'));
  await exporter.shutdown();
  expect(exporter.accounting).toMatchObject({ held: 0, dropped: { shutdown: 1 } });
  expect(messages.at(-1)).toMatch(/^error: .*1 data points were still held at shutdown and are lost$/);
});

it('a folder that is deleted is made again, with all that is held', async () => {
  const directory = newFolder();
  const { exporter } = open(directory);
  await exportOf(exporter, count('a'));
  rmSync(directory, { recursive: true });
  for (const name of ['b', 'c']) expect((await exportOf(exporter, count(name))).code).toBe(0);
  const left = crash(directory);
  await exporter.shutdown();
  const second = open(left, {}, 1);
  await expect.poll(() => second.transport.text.split('\n').sort()).toEqual(['', 'a:1|c', 'b:1|c', 'c:1|c']);
  await second.exporter.shutdown();
});

it('a long outage takes no more room than the series do', async () => {
  const directory = newFolder();
  const { exporter } = open(directory, { maxPayloadBytes: 65_507 });
  const names = Array.from({ length: 500 }, (_, i) => `series.${'x'.repeat(100)}.${i}`);
  const metrics = collectionOf(names.map((name) => ({ name, kind: 'counter', points: [{ value: 1 }] })));
  for (let i = 0; i < 60; i += 1) await exportOf(exporter, metrics);
  // 60 KB an export, a megabyte until they are folded
  expect(contents(directory).length).toBeLessThan(1_400_000);
  const left = crash(directory);
  await exporter.shutdown();
  const second = open(left, {}, 1);
  await expect.poll(() => second.transport.text.split('\n').length).toBe(501);
  expect(second.transport.text).toMatch(/^(series\.x+\.\d+:60\|c\n){500}$/);
  await second.exporter.shutdown();
});

it('all that is wrong with the options is said at once', () => {
  const spool = { directory: '~/spool', maxBytes: 5, maxAgeMillis: 0 };
  expect(() => new StatsdMetricExporter({ spool })).toThrow(
    /spool\.directory is invalid.*spool\.maxBytes is invalid.*spool\.maxAgeMillis is invalid/s,
  );
});
