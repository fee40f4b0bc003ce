import { describe, expect, test, vi } from 'vitest';
import { DroppedError, TransportError } from '../../src/client/index.ts';
import { ACCESS_KEY, inTime, receiver, streamerTo } from './streamer.ts';

const EVENT = '{"key":"n","value":1,"epoch":1700000000}';

async function shownAt(debugLevel: number): Promise<string[]> {
  const shown: string[] = [];
  const streamer = streamerTo(await receiver(), { debugLevel, onDebug: (line) => shown.push(line) });
  streamer.log('n', 1, 1_700_000_000);
  await streamer.flush();
  return shown;
}

describe('debugLevel', () => {
  test.each([
    [0, []],
    [1, [`till: ${EVENT}`]],
    [2, [`till: ${EVENT}`, 'till: sent']],
    [3, [`till: ${EVENT}`, `[${EVENT}]`, 'till: sent']],
  ])('%i shows what it says', async (level, lines) => {
    expect(await shownAt(level)).toEqual(lines);
  });

  test('shows on the standard error where no function is given', async () => {
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    streamerTo(await receiver(), { debugLevel: 1 }).log('n', 1, 1_700_000_000);
    expect(written.mock.calls).toEqual([[`till: ${EVENT}\n`]]);
    written.mockRestore();
  });

  test('1 throws nothing', async () => {
    const server = await receiver();
    await server.faults.refuse();
    const streamer = streamerTo(server, { debugLevel: 1, onDebug() {}, timeoutMillis: 100 });
    streamer.log('n', Number.NaN);
    streamer.log('n', 1);
    await streamer.flush();
    await streamer.close({ timeoutMillis: 100 });
    expect(streamer.accounting.dropped).toEqual({ not_finite: 1, shutdown: 1 });
  });

  test('2 throws what cannot be sent from the call', async () => {
    const streamer = streamerTo(await receiver(), { debugLevel: 2, onDebug() {} });
    expect(() => streamer.log('n', Number.NaN)).toThrow(DroppedError);
    await streamer.close();
    expect(() => streamer.log('n', 1)).toThrow('shutdown');
  });

  test('2 throws from flush and close what went wrong, and nothing after all is well again', async () => {
    const server = await receiver();
    const shown: string[] = [];
    const onDebug = (line: string) => shown.push(line);
    const streamer = streamerTo(server, { debugLevel: 2, onDebug, timeoutMillis: 100 });
    await server.faults.refuse();
    streamer.log('n', 1);
    await expect(streamer.flush()).rejects.toThrow(TransportError);
    await server.faults.listenAgain();
    await server.waitFor(({ eventCount }) => eventCount === 1, inTime.timeout);
    await streamer.flush();
    server.faults.answerNext(1, { status: 400, body: { message: 'no such thing' } });
    streamer.log('n', 2);
    await expect(streamer.close()).rejects.toThrow('no such thing');
    expect(shown.filter((line) => line.includes('no such thing'))).toHaveLength(1);
    expect(shown.join('\n')).not.toContain(ACCESS_KEY);
  });

  test('3 shows all that 2 shows, and throws as 2 does', async () => {
    const server = await receiver();
    const shown: string[] = [];
    const streamer = streamerTo(server, { debugLevel: 3, onDebug: (line) => shown.push(line) });
    expect(() => streamer.log('n', Number.NaN)).toThrow(DroppedError);
    server.faults.answerNext(2, { status: 403, body: 'ACCESS_DENIED_KEY' });
    streamer.log('n', 1, 1_700_000_000);
    await expect(streamer.flush()).rejects.toThrow('answers 403');
    expect(shown).toEqual([`till: ${EVENT}`, `[${EVENT}]`, expect.stringContaining('answers 403')]);
    expect(shown.join()).not.toContain(ACCESS_KEY);
  });

  test('whatever shows a line may throw', async () => {
    const server = await receiver();
    const streamer = streamerTo(server, {
      debugLevel: 3,
      onDebug() {
        throw new Error('the application fails');
      },
    });
    streamer.log('n', 1);
    await streamer.flush();
    expect(server.totals.eventCount).toBe(1);
  });
});
