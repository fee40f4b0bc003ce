import { describe, expect, test } from 'vitest';
import { StatHatEzClient } from '../../src/client/index.ts';
import { ezClient, fieldsOf, says, server } from './server.ts';

/** Each row of the table of docs/client.md. */
describe('txStatHat', () => {
  test('no I/O before a call', async () => {
    const stathat = await server();
    const client = ezClient(stathat);
    client.stat('aCounter');
    await client.flush();
    expect(stathat.sockets).toEqual([]);
  });

  test('count, with and without a number, and value', async () => {
    const stathat = await server();
    const { sendNow } = ezClient(stathat, { ezKey: 'ezKeyOrEmail' });
    await sendNow.count('aCounter');
    await sendNow.count('anotherCounter', 42);
    await sendNow.value('aValue', 0.42);
    expect(stathat.requests.map(fieldsOf)).toEqual([
      { ezkey: 'ezKeyOrEmail', stat: 'aCounter', count: '1' },
      { ezkey: 'ezKeyOrEmail', stat: 'anotherCounter', count: '42' },
      { ezkey: 'ezKeyOrEmail', stat: 'aValue', value: '0.42' },
    ]);
  });

  test('ignore_errors=True swallows what the network and the API say', async () => {
    const stathat = await server(
      says(200, { status: 500, msg: 'no stat' }),
      (response) => void response.destroy(),
    );
    const { sendNow } = ezClient(stathat, { ignoreErrors: true });
    expect([await sendNow.count('a'), await sendNow.count('a')]).toEqual([false, false]);
  });

  test('ignore_errors=False raises with status and message', async () => {
    const stathat = await server(says(200, { status: 500, msg: 'no stat' }));
    const call = ezClient(stathat).sendNow.count('a');
    await expect(call).rejects.toMatchObject({ status: 500, message: 'no stat' });
  });

  test('HTTPS is what is spoken, unless the endpoint says otherwise', async () => {
    const origins: string[] = [];
    const dispatcher = {
      async request({ origin: to }: { origin: string }) {
        origins.push(to);
        return { statusCode: 204, headers: {}, body: (async function* () {})() };
      },
    } as never;
    await using secure = new StatHatEzClient({ ezKey: 'k', dispatcher });
    await using plain = new StatHatEzClient({ ezKey: 'k', dispatcher, endpoint: 'http://127.0.0.1:1' });
    await secure.sendNow.tick('a');
    await plain.sendNow.tick('a');
    expect(origins).toEqual(['https://api.stathat.com', 'http://127.0.0.1:1']);
  });
});
