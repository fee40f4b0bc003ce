import { describe, expect, it } from 'vitest';
import { openTransport, type SocketEndpoint } from '../../src/transport/open.js';
import { inMillis } from './batches.js';

const endpoints: [SocketEndpoint, string, number][] = [
  [{ scheme: 'udp', host: '127.0.0.1', port: 8125 }, 'udp://127.0.0.1:8125', 1],
  [{ scheme: 'udp', host: '::1', port: 8125 }, 'udp://[::1]:8125', 1],
  [{ scheme: 'tcp', host: 'carbon', port: 2003 }, 'tcp://carbon:2003', 16],
  [{ scheme: 'tls', host: 'carbon', port: 20030 }, 'tls://carbon:20030', 16],
  [{ scheme: 'unix', path: '/run/agent.sock' }, 'unix:///run/agent.sock', 16],
  [{ scheme: 'stdout' }, 'stdout:', 1],
];

describe('opening a transport', () => {
  it.each(endpoints)('of %o gives %s', async (endpoint, description, batches) => {
    const transport = openTransport(endpoint);
    expect([transport.description, transport.maxBatchesInFlight]).toEqual([description, batches]);
    await transport.close(inMillis(100));
  });
});
