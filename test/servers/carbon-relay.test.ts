import { expect, it, vi } from 'vitest';
import { Carbon } from './carbon.ts';
import { CarbonRelay } from './carbon-relay.ts';
import { describeWithServers } from './describe-with-server.ts';
import { sendDatagram, sendStream, sendTls } from './send.ts';

const soon = { timeout: 8_000, interval: 50 };
const host = '127.0.0.1';
const now = Math.floor(Date.now() / 1000);

describeWithServers(['relay', 'carbon'], (relayServer, carbonServer) => {
  const relay = new CarbonRelay(relayServer);
  const carbon = new Carbon(carbonServer);

  it('passes on lines from TCP, UDP, a unix stream and TLS, to carbon too', async () => {
    await sendStream(`by.tcp 1 ${now}\n`, { port: relay.port, host });
    await sendDatagram(`by.udp 2 ${now}\n`, relay.port);
    await sendStream(`by.unix 3 ${now}\n`, { path: relay.socketPath });
    await sendTls(`by.tls;k=v 4 ${now}\n`, { port: relay.tlsPort, host, ca: await relay.ca() });
    const series = ['by.tcp', 'by.udp', 'by.unix', 'by.tls;k=v'];
    await vi.waitFor(async () => {
      const lines = series.map((name, i) => `${name} ${i + 1} ${now}`);
      expect((await relay.lines()).sort()).toEqual(lines.sort());
      const points = await Promise.all(series.map((name) => carbon.points(name)));
      expect(points).toEqual(series.map((_, i) => new Map([[now, i + 1]])));
    }, soon);
  });

  it('has a certificate that nobody trusts unless told', async () => {
    const stranger = sendTls('x 1 1\n', { port: relay.tlsPort, host });
    await expect(stranger).rejects.toThrow('self-signed certificate');
  });

  it('keeps its lines and its certificate when it is killed, on the same ports', async () => {
    const [lines, ca] = [await relay.lines(), await relay.ca()];
    expect(lines.length).toBeGreaterThan(0);
    const ports = [relay.port, relay.tlsPort];
    await relayServer.restart();
    expect([[relay.port, relay.tlsPort], await relay.ca()]).toEqual([ports, ca]);
    await sendTls(`after 1 ${now}\n`, { port: relay.tlsPort, host, ca });
    await vi.waitFor(async () => expect(await relay.lines()).toEqual([...lines, `after 1 ${now}`]), soon);
  });
});
