import { expect } from 'vitest';
import { sendDatagrams } from '../../listen/sender.ts';
import { card, lines, rows } from './parts.ts';
import { describeInBrowser } from './test-page.ts';

describeInBrowser('the lines of the page', (testPage) => {
  testPage(
    'that are bad are marked where it begins, and say in words what is wrong',
    async ({ page, sandbox }) => {
      await sendDatagrams(sandbox.endpoints.dogstatsd, ['fine:1|c']);
      await sendDatagrams(sandbox.endpoints.statsd, ['orders:1|zz', 'fine:1|c']);
      const count = card(page, 'StatsD').getByRole('button', { name: '1 bad lines of StatsD' });
      await count.click();
      await expect
        .poll(() => lines(page).getByRole('radio', { name: 'Bad lines (1)' }).isChecked())
        .toBe(true);
      await expect.poll(() => page.getByRole('combobox', { name: 'Backend' }).inputValue()).toBe('statsd');
      const bad = lines(page).getByRole('listitem').filter({ hasText: 'orders:1|zz' });
      await expect.poll(() => bad.locator('mark').allTextContents()).toEqual(['zz']);
      await expect
        .poll(() => bad.textContent())
        .toMatch(/Refused[\s\S]*Error\s*column 10\s*type "zz" is unknown/);
      await expect.poll(() => rows(page).count()).toBe(1);
    },
  );

  testPage('stand still while they are paused', async ({ page, sandbox }) => {
    await sendDatagrams(sandbox.endpoints.statsd, ['first:1|c']);
    await lines(page).getByText('first:1|c').waitFor();
    await lines(page).getByRole('button', { name: 'Pause' }).click();
    await sendDatagrams(sandbox.endpoints.statsd, ['second:1|c']);
    await expect.poll(() => rows(page).filter({ hasText: 'second' }).count()).toBe(1);
    expect(await lines(page).getByText('second:1|c').count()).toBe(0);
    await lines(page).getByRole('button', { name: 'Go on' }).click();
    await lines(page).getByText('second:1|c').waitFor();
  });

  testPage(
    'are forgotten with everything else by a reset, and the page tells again what to paste',
    async ({ page, sandbox }) => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await sendDatagrams(sandbox.endpoints.statsd, ['orders:1|c']);
      await expect.poll(() => rows(page).count()).toBe(1);
      await page.getByRole('button', { name: 'Reset' }).click();
      await page.getByRole('heading', { name: 'Nothing has arrived yet' }).waitFor();
      await page.getByRole('radio', { name: 'Graphite' }).check();
      await page.getByRole('button', { name: 'Copy environment for Graphite' }).click();
      await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
      const { OTEL_EXPORTER_GRAPHITE_ENDPOINT } = sandbox.environmentOf('graphite');
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
        `export OTEL_METRICS_EXPORTER=graphite\nexport OTEL_EXPORTER_GRAPHITE_ENDPOINT=${OTEL_EXPORTER_GRAPHITE_ENDPOINT}\nnode --import @otelwire/register app.mjs\n`,
      );
    },
  );
});
