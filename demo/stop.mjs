const patienceMillis = 1000;

/**
 * Resolves after so many seconds, or at the first Ctrl-C or SIGTERM. A second one, after a while, ends the process: npm
 * may pass on the one that the terminal has told everybody.
 */
export function untilStopped(seconds) {
  return new Promise((resolve) => {
    let stoppedAt;
    const stop = () => {
      stoppedAt ??= performance.now();
      if (performance.now() - stoppedAt > patienceMillis) process.exit(1);
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    if (Number.isFinite(seconds)) setTimeout(resolve, seconds * 1000);
  });
}
