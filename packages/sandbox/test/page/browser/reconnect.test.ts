import { expect, onTestFinished } from 'vitest';
import { createSandbox, type Sandbox } from '../../../src/index.ts';
import { sendDatagrams } from '../../listen/sender.ts';
import { rows } from './parts.ts';
import { describeInBrowser } from './test-page.ts';

describeInBrowser('when the sandbox goes and comes back', (testPage) => {
  testPage('the page says so, keeps what it shows, and goes on by itself', async ({ page, sandbox }) => {
    const { port } = new URL(sandbox.pageUrl!);
    await sendDatagrams(sandbox.endpoints.statsd, ['before:1|c']);
    await expect.poll(() => rows(page).count()).toBe(1);
    await sandbox.close();
    const status = page.getByRole('banner').getByRole('status');
    await expect.poll(() => status.textContent()).toContain('not reached');
    await expect.poll(() => rows(page).textContent()).toContain('before');
    const again = await openAt(Number(port));
    await expect.poll(() => status.textContent()).toBe('Live');
    await sendDatagrams(again.endpoints.statsd, ['after:1|c']);
    await expect.poll(() => rows(page).textContent()).toContain('after');
  });
});

/** A sandbox whose page has that port again. */
async function openAt(port: number): Promise<Sandbox<'statsd'>> {
  const statsd = { udp: { port: 0 }, tcp: false } as const;
  const sandbox = await createSandbox({ page: true, port, backends: ['statsd'], receivers: { statsd } });
  onTestFinished(() => sandbox.close());
  return sandbox;
}
