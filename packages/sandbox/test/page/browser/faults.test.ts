import { expect, onTestFinished } from 'vitest';
import { sendDatagrams } from '../../listen/sender.ts';
import { card } from './parts.ts';
import { describeInBrowser } from './test-page.ts';

/** Sends a line every now and then, until the test ends. */
function keepSending(endpoint: string): void {
  const timer = setInterval(() => void sendDatagrams(endpoint, ['orders:1|c']), 50);
  onTestFinished(() => clearInterval(timer));
}

describeInBrowser('the faults of the page', (testPage) => {
  testPage('are switched on, which is seen, and off, which is seen too', async ({ page, sandbox }) => {
    keepSending(sandbox.endpoints.statsd);
    const statsd = card(page, 'StatsD');
    const rate = async () => Number((await statsd.locator('.card-rate strong').textContent()) || Number.NaN);
    await expect.poll(rate).toBeGreaterThan(0);
    const fault = statsd.getByRole('group', { name: 'Fault of StatsD' });
    await fault.getByRole('combobox', { name: 'Kind of fault' }).selectOption('Drop');
    await fault.getByRole('spinbutton', { name: 'Percent lost' }).fill('100');
    await fault.getByRole('switch').check();
    await fault.getByText('100 % is lost.').waitFor();
    await expect.poll(() => sandbox.faults.statsd.active).toEqual({ kind: 'drop', percent: 100 });
    await expect.poll(rate).toBe(0);
    await fault.getByRole('switch').uncheck();
    await expect.poll(() => sandbox.faults.statsd.active).toBe(undefined);
    await expect.poll(rate).toBeGreaterThan(0);
    expect(await fault.getByText('is lost').count()).toBe(0);
  });

  testPage(
    'that are switched elsewhere are seen, and changed while they are on',
    async ({ page, sandbox }) => {
      await sandbox.faults.otlp.set({ kind: 'answer', status: 429 });
      const fault = page.getByRole('group', { name: 'Fault of OTLP' });
      await fault.getByText('Requests are answered 429.').waitFor();
      await expect.poll(() => fault.getByRole('switch').isChecked()).toBe(true);
      await fault.getByRole('combobox', { name: 'Status' }).selectOption('503');
      await expect.poll(() => sandbox.faults.otlp.active).toEqual({ kind: 'answer', status: 503 });
      await sandbox.faults.otlp.set(undefined);
      await expect.poll(() => fault.getByRole('switch').isChecked()).toBe(false);
    },
  );
});
