import { expect, it, vi } from 'vitest';
import { describeWithServer } from './describe-with-server.ts';
import { sendDatagram, sendStream } from './send.ts';
import { VictoriaMetrics } from './victoria-metrics.ts';

const soon = { timeout: 8_000, interval: 50 };
const host = '127.0.0.1';
const now = Math.floor(Date.now() / 1000);

describeWithServer('victoria', (server) => {
  const victoria = new VictoriaMetrics(server);

  it('has labels, and points of any age', async () => {
    await sendStream(`old;k=v;l=a,b"]} 1 ${1e9}\nold;k=v;l=a,b"]} -2.5 ${1e9 + 1}\n`, {
      port: victoria.port,
      host,
    });
    const labels = { __name__: 'old', k: 'v', l: 'a,b"]}' };
    const points = [
      [1e9, 1],
      [1e9 + 1, -2.5],
    ];
    await vi.waitFor(
      async () => expect(await victoria.exported('{k="v"}')).toEqual([{ labels, points }]),
      soon,
    );
  });

  it('has numbers of few digits as they were sent, and infinity', async () => {
    const numbers = [0, -0.1, 1e-7, 1e-300, 123456789012, -1e21, 1.5e308, Number.POSITIVE_INFINITY];
    const lines = numbers.map((number, i) => `number;i=${i} ${number} ${now}\n`);
    await sendStream(lines.join(''), { port: victoria.port, host });
    await vi.waitFor(async () => {
      const found = await victoria.exported('number');
      const values = found.map(({ labels, points }) => [Number(labels.i), points] as const);
      expect(new Map(values)).toEqual(new Map(numbers.map((number, i) => [i, [[now, number]]])));
    }, soon);
  });

  it('shows a point twice that came twice', async () => {
    await sendDatagram(`again 1 ${now}\nagain 1 ${now}`, victoria.port);
    await vi.waitFor(async () => {
      const [series] = await victoria.exported('again');
      expect(series?.points).toEqual([
        [now, 1],
        [now, 1],
      ]);
    }, soon);
  });

  it('keeps what it has written down when it is killed, on the same port', async () => {
    const { port } = victoria;
    await sendStream(`kept 1 ${now}\n`, { port, host });
    await vi.waitFor(async () => expect(await victoria.exported('kept')).toHaveLength(1), soon);
    await victoria.writeToDisk();
    await server.restart();
    expect(victoria.port).toBe(port);
    await sendStream(`kept 2 ${now + 1}\n`, { port, host });
    await vi.waitFor(async () => {
      const [series] = await victoria.exported('kept');
      expect(series?.points.map(([, value]) => value)).toEqual([1, 2]);
    }, soon);
  });
});
