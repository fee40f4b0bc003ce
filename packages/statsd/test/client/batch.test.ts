import { expect, test } from 'vitest';
import { createDogStatsdMetrics, createMetrics } from '../../src/client/index.ts';
import { dogstatsdLines, statsdLines } from './lines.ts';

test('a batch is written one after another', async () => {
  const lines = await statsdLines({}, (client) => {
    client.batch((metrics) => {
      metrics.gauge('queue', 5);
      metrics.set('users', 'ada');
      metrics.timer('work', 2);
    });
  });
  expect(lines).toEqual(['queue:5|g', 'users:ada|s', 'work:2|ms']);
});

test('metrics that were collected are sent in one go, and again if wanted', async () => {
  const metrics = createMetrics();
  metrics.gauge('queue', 5);
  metrics.gaugeDelta('queue', 1);
  metrics.counter('jobs', 2);
  metrics.increment('jobs');
  metrics.decrement('jobs');
  metrics.set('users', 'ada');
  metrics.timer('work', 2);
  const once = ['queue:5|g', 'queue:+1|g', 'jobs:2|c', 'jobs:1|c', 'jobs:-1|c', 'users:ada|s', 'work:2|ms'];
  const lines = await statsdLines({}, (client) => {
    client.send(metrics);
    client.send(metrics);
    expect(metrics.size).toBe(7);
    metrics.clear();
    client.send(metrics);
  });
  expect(lines).toEqual([...once, ...once]);
});

test('a sample rate of the sending is for metrics that have none', async () => {
  const metrics = createDogStatsdMetrics();
  metrics.gauge('queue', 5, { tags: { tag: 'tag1' } });
  metrics.histogram('size', 1, { sampleRate: 0.25 });
  metrics.distribution('size', 1);
  metrics.event({ title: 'deploy', text: 'now' });
  metrics.serviceCheck({ name: 'db', status: 'ok' });
  const lines = await dogstatsdLines({ random: () => 0 }, (client) =>
    client.send(metrics, { sampleRate: 0.5 }),
  );
  expect(lines).toEqual([
    'queue:5|g|@0.5|#tag:tag1',
    'size:1|h|@0.25',
    'size:1|d|@0.5',
    '_e{6,3}:deploy|now',
    '_sc|db|0',
  ]);
});

test('only what createMetrics made can be sent', async () => {
  await statsdLines({}, (client) => {
    expect(() => client.send({} as never)).toThrow(TypeError);
  });
});
