import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('shop/service.mjs', import.meta.url));

/** Variables that would change what the exporters do stay outside. */
function ownEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(OTEL|OTELWIRE|DD)_/.test(name)),
  );
}

/** The shop in a process of its own; `onReport` gets what it has recorded, every quarter of a second. */
export async function startShop(settings, onReport) {
  const child = fork(script, [JSON.stringify(settings)], {
    env: ownEnvironment(),
    // the standard output is for the result
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const exit = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  const gone = exit.then(({ code, signal }) => {
    throw new Error(`the shop's process ended (${signal ?? code})`);
  });
  gone.catch(() => {});
  const message = (type) =>
    new Promise((resolve) => {
      child.on('message', (received) => received.type === type && resolve(received));
    });
  child.on('message', (received) => received.type !== 'ready' && onReport(received));
  const { url } = await Promise.race([message('ready'), gone]);
  return {
    url,
    gone,
    /** Lets the shop flush and report a last time. */
    async stop() {
      const end = message('end');
      child.send('stop');
      await Promise.race([end, gone]);
      await exit;
    },
    kill: () => child.kill('SIGKILL'),
  };
}
