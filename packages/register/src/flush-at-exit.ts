import { notice } from './notice.js';
import type { Settings } from './settings.js';
import { tellUndelivered } from './undelivered.js';

const signals = ['SIGTERM', 'SIGINT'] as const;

type Flush = () => Promise<unknown>;

const flushes: Flush[] = [];

/** Calls `flush` when the process comes to its end: by itself, by a signal and, if asked, by an uncaught exception. */
export function flushAtExit(flush: Flush, settings: Settings): void {
  flushes.push(flush);
  if (flushes.length > 1) return;
  const flushInTime = () => within(settings.flushTimeoutMillis, flushAll);
  process.once('beforeExit', () => endByItself(flushInTime));
  for (const signal of signals)
    process.prependOnceListener(signal, () => void endBySignal(signal, flushInTime));
  if (settings.flushOnUncaughtException) flushOnUncaughtException(flushInTime);
}

async function flushAll(): Promise<void> {
  await Promise.allSettled(flushes.map((flush) => flush()));
}

/** The flush begins after the listeners of others, which may still record something. */
function endByItself(flush: () => Promise<boolean>): void {
  const isAlone = process.listenerCount('beforeExit') === 0;
  setImmediate(async () => {
    // Nothing but our export keeps the process alive then, and some exporters would for 20 s.
    if (!(await flush()) && isAlone) process.exit();
  });
}

/** Whoever else listens for the signal decides how the process ends; if nobody does, it ends by the signal, as it would have. */
async function endBySignal(signal: NodeJS.Signals, flush: () => Promise<unknown>): Promise<void> {
  const isAlone = process.listenerCount(signal) === 0;
  await flush();
  if (!isAlone) return;
  // a signal ends the process without an `exit`
  tellUndelivered();
  process.kill(process.pid, signal);
}

function flushOnUncaughtException(flush: () => Promise<unknown>): void {
  const onException = (error: unknown) => {
    process.off('uncaughtException', onException);
    // thrown once more, it ends the process as it would have, or reaches whoever has come to listen since
    if (process.listenerCount('uncaughtException') > 0) void flush();
    else
      void flush().then(() =>
        setImmediate(() => {
          throw error;
        }),
      );
  };
  process.prependListener('uncaughtException', onException);
}

/** Whether it was done in time. Never rejects. Keeps the process alive until it is done, or the time is over. */
async function within(millis: number, flush: Flush): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, millis, 'late');
  });
  const first = await Promise.race([flush().catch(() => {}), timeout]);
  clearTimeout(timer);
  if (first !== 'late') return true;
  notice(`the last export took longer than ${millis} ms and was given up (OTELWIRE_FLUSH_TIMEOUT)`);
  return false;
}
