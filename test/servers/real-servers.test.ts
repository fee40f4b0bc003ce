import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it, vi } from 'vitest';
import { Collectd } from './collectd.ts';
import { describeWithServer } from './describe-with-server.ts';
import { EtsyFlushes } from './etsy-flushes.ts';
import { EtsyStatsd } from './etsy-statsd.ts';
import { RealServer } from './real-servers.ts';
import { sendDatagram, sendStream } from './send.ts';
import { ServerFolder } from './server-folder.ts';

const soon = { timeout: 8_000, interval: 50 };

describeWithServer('statsd', (server) => {
  const statsd = new EtsyStatsd(server);

  it('adds up the counters of several datagrams', async () => {
    await sendDatagram('requests:3|c\nsampled:1|c|@0.5', statsd.port);
    await sendDatagram('requests:1.5|c', statsd.port);
    await statsd.allDatagramsRead();
    expect(await statsd.counters()).toEqual({ requests: 4.5, sampled: 2 });
  });

  it('sets a gauge to a negative number after a zero in the same datagram', async () => {
    await sendDatagram('depth:7|g', statsd.port);
    await sendDatagram('depth:0|g\ndepth:-5|g', statsd.port);
    await sendDatagram('small:1e-7|g', statsd.port);
    await statsd.allDatagramsRead();
    expect(await statsd.gauges()).toEqual({ depth: -5, small: 1e-7 });
  });

  it('shows all values of a timer that has over a hundred', async () => {
    const values = Array.from({ length: 150 }, (_, index) => index / 4);
    await sendDatagram(values.map((value) => `wait:${value}|ms`).join('\n'), statsd.port);
    await statsd.allDatagramsRead();
    expect(await statsd.timers()).toEqual({ wait: values });
  });

  it('keeps DogStatsD tags in the name', async () => {
    await statsd.reset();
    await sendDatagram('hits:2|c|#env:prod,region:eu-west', statsd.port);
    await statsd.allDatagramsRead();
    expect(await statsd.counters()).toEqual({ 'hits;env=prod;region=eu-west': 2 });
  });

  it('tells which lines it refused', async () => {
    await statsd.reset();
    await sendDatagram('good:1|c\nnot a line\nbad:NaN|g', statsd.port);
    await statsd.allDatagramsRead();
    expect(await statsd.refusedLines()).toEqual(['not a line', 'bad:NaN|g']);
    expect(await statsd.counters()).toEqual({ good: 1 });
  });

  it('reads lines from TCP and from a unix stream', async () => {
    await statsd.reset();
    await sendStream('tcp:2|c\n', { port: statsd.port, host: '127.0.0.1' });
    await sendStream('unix:4|c\nunix:1|c\n', { path: statsd.socketPath });
    await vi.waitFor(async () => expect(await statsd.counters()).toEqual({ tcp: 2, unix: 5 }), soon);
  });

  it('reads lines from IPv6', async ({ skip }) => {
    const { port6 } = statsd;
    if (port6 === undefined) return skip('this machine has no IPv6');
    await statsd.reset();
    await sendDatagram('udp6:2|c', port6, '::1');
    await sendStream('tcp6:4|c\n', { port: port6, host: '::1' });
    await vi.waitFor(async () => expect(await statsd.counters()).toEqual({ udp6: 2, tcp6: 4 }), soon);
  });

  it('forgets thousands of names at a reset', async () => {
    for (let from = 0; from < 2_000; from += 100) {
      const names = Array.from({ length: 100 }, (_, index) => `name.of.a.counter.${from + index}`);
      await sendDatagram(names.map((name) => `${name}:1|c`).join('\n'), statsd.port);
      await statsd.allDatagramsRead();
    }
    expect(Object.keys(await statsd.counters()).length).toBeGreaterThanOrEqual(2_000);
    await statsd.reset();
    expect([await statsd.counters(), await statsd.gauges(), await statsd.timers()]).toEqual([{}, {}, {}]);
  });

  it('reads what came while it was paused', async () => {
    await statsd.reset();
    await server.pause();
    expect(server.state).toBe('paused');
    await sendDatagram('late:1|c', statsd.port);
    await server.resume();
    await statsd.allDatagramsRead();
    expect(await statsd.counters()).toEqual({ late: 1 });
  });

  it('comes back on the same ports, knowing nothing, after a restart', async () => {
    const { port, socketPath } = statsd;
    await sendDatagram('before:1|c', port);
    await statsd.allDatagramsRead();
    await server.restart();
    expect([statsd.port, statsd.socketPath]).toEqual([port, socketPath]);
    await sendStream('after:1|c\n', { path: socketPath });
    await vi.waitFor(async () => expect(await statsd.counters()).toEqual({ after: 1 }), soon);
  });

  it('refuses connections while it is down', async () => {
    await server.kill();
    expect([server.state, server.hasCrashed]).toEqual(['down', false]);
    await expect(sendStream('x:1|c\n', { port: statsd.port })).rejects.toThrow('ECONNREFUSED');
    await server.start();
    expect(server.state).toBe('running');
  });

  it('crashes when a connection to it is reset', async () => {
    const socket = connect(statsd.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.resetAndDestroy();
    await vi.waitFor(() => expect(server.hasCrashed).toBe(true), soon);
    await server.start();
  });

  it('ends soon after the process that owns it, were that killed', async () => {
    const owner = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']);
    const server = new RealServer('statsd', new ServerFolder(owner.pid));
    try {
      await server.start();
      owner.kill('SIGKILL');
      await vi.waitFor(() => expect(server.state).toBe('down'), soon);
    } finally {
      owner.kill('SIGKILL');
      await server.stop();
    }
  });

  it('keeps its ports from others while it is down', async () => {
    const [first, second] = [new RealServer('statsd'), new RealServer('statsd')];
    try {
      await first.start();
      await first.kill();
      await second.start();
      expect(second.port()).not.toBe(first.port());
      await first.start();
      expect([first.state, second.state]).toEqual(['running', 'running']);
    } finally {
      await Promise.all([first.stop(), second.stop()]);
    }
  });
});

describeWithServer('statsd-flush', (server) => {
  const flushes = new EtsyFlushes(server);

  it('adds up its flushes', async () => {
    await sendDatagram('hits:2|c|#env:prod\nwho:b|s\nwho:a|s\nwait:5|ms|@0.1\nwait:3|ms', flushes.port);
    await vi.waitFor(async () => expect(await flushes.counter('hits;env=prod')).toBe(2), soon);
    await sendDatagram('hits:3|c|#env:prod', flushes.port);
    await vi.waitFor(async () => expect(await flushes.counter('hits;env=prod')).toBe(5), soon);
    expect(await flushes.set('who')).toEqual(['a', 'b']);
    expect(await flushes.timings('wait')).toEqual({ values: [3, 5], count: 11 });
  });
});

describeWithServer('collectd', (server) => {
  const collectd = new Collectd(server);

  it('adds up a counter', async () => {
    await sendDatagram('requests:3|c\nrequests:1|c|@0.5', collectd.port);
    await vi.waitFor(async () => expect(await collectd.counter('requests')).toBe(5), soon);
  });

  it('sets a gauge to a negative number after a zero in the same datagram', async () => {
    await sendDatagram('depth:7|g', collectd.port);
    await sendDatagram('depth:0|g\ndepth:-5|g', collectd.port);
    await vi.waitFor(async () => expect(await collectd.gauge('depth')).toBe(-5), soon);
  });

  it('knows the sum, count and range of a timer', async () => {
    await sendDatagram('wait-for/lock:20|ms\nwait-for/lock:10|ms', collectd.port);
    await vi.waitFor(async () => {
      const { count, sumMillis, lowestMillis, highestMillis } = (await collectd.timings('wait-for/lock'))!;
      expect(count).toBe(2);
      expect(sumMillis).toBeCloseTo(30);
      expect([lowestMillis, highestMillis]).toEqual([10, 20]);
    }, soon);
  });

  it('refuses tags and types that plain StatsD does not have', async () => {
    await sendDatagram('tagged:1|c|#env:prod\nhistogram:1|h\ngood:1|c', collectd.port);
    await vi.waitFor(async () => expect(await collectd.counter('good')).toBe(1), soon);
    expect(await collectd.refusedLines()).toEqual(['tagged:1|c|#env:prod', 'histogram:1|h']);
  });
});
