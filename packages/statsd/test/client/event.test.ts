import { describe, expect, test } from 'vitest';
import type { DogStatsdEvent, ServiceCheck } from '../../src/client/index.ts';
import { dogstatsdLines } from './lines.ts';

async function eventLines(event: object, options = {}): Promise<string[]> {
  return dogstatsdLines(options, (client) => client.event(event as DogStatsdEvent));
}

async function checkLines(check: object, options = {}): Promise<string[]> {
  return dogstatsdLines(options, (client) => client.serviceCheck(check as ServiceCheck));
}

describe('an event', () => {
  test('has its fields in the order of the Agent', async () => {
    const event = {
      title: 'Deployed',
      text: 'by Ada',
      timestamp: new Date(1_471_219_200_500),
      hostname: 'web-1',
      aggregationKey: 'deploy',
      priority: 'low',
      sourceType: 'ci',
      alertType: 'success',
      tags: { env: 'prod' },
    };
    expect(await eventLines(event)).toEqual([
      '_e{8,6}:Deployed|by Ada|d:1471219200|h:web-1|k:deploy|p:low|s:ci|t:success|#env:prod',
    ]);
  });

  test('counts its lengths in bytes, after line breaks were escaped', async () => {
    expect(await eventLines({ title: 'é🎉', text: '日本\n|x' })).toEqual(['_e{6,10}:é🎉|日本\\n|x']);
    expect(await eventLines({ title: 'a\r\nb', text: '' })).toEqual(['_e{4,0}:a\\nb|']);
  });

  test('cuts a text that no record holds, at a whole character', async () => {
    const [line] = await eventLines({ title: 'long', text: '東'.repeat(2000) }, { maxPayloadBytes: 512 });
    expect(Buffer.byteLength(`${line}\n`)).toBeLessThanOrEqual(512);
    expect(line).toMatch(/^_e\{4,\d+\}:long\|東+\.\.\.$/);
    const [, length, text] = /^_e\{4,(\d+)\}:long\|(.*)$/.exec(line!)!;
    expect(Buffer.byteLength(text!)).toBe(Number(length));
  });

  test('cuts no escape in two', async () => {
    for (let extra = 0; extra < 4; extra += 1) {
      const text = 'x'.repeat(extra) + '\n'.repeat(500);
      const [line] = await eventLines({ title: 'long', text }, { maxPayloadBytes: 256 });
      expect(line).toMatch(/\|x*(\\n)+\.\.\.$/);
    }
  });

  test('cannot grow a field: bars and line breaks become _', async () => {
    expect(await eventLines({ title: 't', text: 'x', hostname: 'a|#evil:1\nb', aggregationKey: '' })).toEqual(
      ['_e{1,1}:t|x|h:a_#evil:1_b'],
    );
  });

  test.each([
    { event: { title: '', text: 'x' }, reason: 'invalid_title' },
    { event: { text: 'x' }, reason: 'invalid_title' },
    { event: { title: 'x', text: '', timestamp: Number.NaN }, reason: 'invalid_timestamp' },
    { event: { title: 'x'.repeat(9000), text: '' }, reason: 'too_large' },
    { event: undefined, reason: 'invalid_options' },
  ])('that cannot be sent is dropped and counted: $reason', async ({ event, reason }) => {
    let dropped: unknown;
    const lines = await dogstatsdLines({}, (client) => {
      client.event(event as DogStatsdEvent);
      dropped = client.accounting.dropped;
    });
    expect([lines, dropped]).toEqual([[], { [reason]: 1 }]);
  });
});

describe('a service check', () => {
  test('has its fields in the order of the Agent', async () => {
    const check = {
      name: 'db.can_connect',
      status: 'critical',
      timestamp: 1_471_219_200,
      hostname: 'db-1',
      message: 'no\nm: answer | at all',
      tags: ['role:main'],
    };
    expect(await checkLines(check)).toEqual([
      '_sc|db.can_connect|2|d:1471219200|h:db-1|#role:main|m:no\\nm\\: answer _ at all',
    ]);
  });

  test.each([
    ['ok', 0],
    ['warning', 1],
    ['critical', 2],
    ['unknown', 3],
    [0, 0],
    [3, 3],
  ])('of status %s has the number %d', async (status, digit) => {
    expect(await checkLines({ name: 'db', status })).toEqual([`_sc|db|${digit}`]);
  });

  test('cuts a message that no record holds', async () => {
    const check = { name: 'db', status: 0, message: 'é'.repeat(1000) };
    const [line] = await checkLines(check, { maxPayloadBytes: 256, globalTags: { env: 'prod' } });
    expect(Buffer.byteLength(`${line}\n`)).toBeLessThanOrEqual(256);
    expect(line).toMatch(/^_sc\|db\|0\|#env:prod\|m:é+\.\.\.$/);
  });

  test('loses a message for which there is no room, and nothing else', async () => {
    const tags = [...['a', 'b', 'c', 'd'].map((letter) => letter.repeat(100)), 'e'.repeat(95)];
    const check = { name: 'db', status: 0, message: 'broken', tags };
    expect(await checkLines(check, { maxPayloadBytes: 512 })).toEqual([`_sc|db|0|#${tags.join(',')}`]);
  });

  test.each([
    { check: { name: '', status: 0 }, reason: 'invalid_name' },
    { check: { name: 'db', status: 5 }, reason: 'invalid_status' },
    { check: { name: 'db', status: 'fine' }, reason: 'invalid_status' },
    { check: { name: 'db' }, reason: 'invalid_status' },
    { check: { name: 'db', status: 0, timestamp: 0 }, reason: 'invalid_timestamp' },
    {
      check: { name: 'db', status: 0, tags: Array.from({ length: 100 }, (_, i) => `t${i}${'x'.repeat(90)}`) },
      reason: 'too_large',
    },
  ])('that cannot be sent is dropped and counted: $reason', async ({ check, reason }) => {
    let dropped: unknown;
    const lines = await dogstatsdLines({}, (client) => {
      client.serviceCheck(check as ServiceCheck);
      dropped = client.accounting.dropped;
    });
    expect([lines, dropped]).toEqual([[], { [reason]: 1 }]);
  });
});
