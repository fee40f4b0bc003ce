import { expect } from 'vitest';
import { connectTo, sendDatagrams } from '../../listen/sender.ts';
import { detail, legendValue, rows } from './parts.ts';
import { describeInBrowser } from './test-page.ts';

describeInBrowser('the series of the page', (testPage) => {
  testPage('are found by words, tags and backend', async ({ page, sandbox }) => {
    await sendDatagrams(sandbox.endpoints.dogstatsd, [
      'orders:3|c|#env:prod,region:eu\norders:4|c|#env:test,region:eu\nload:0.5|g|#env:prod',
    ]);
    const graphite = await connectTo(sandbox.endpoints.graphite);
    graphite.end(`disk.free;env=prod 12 ${Math.floor(Date.now() / 1000)}\n`);
    const search = page.getByRole('searchbox');
    await expect.poll(() => rows(page).count()).toBe(4);
    await search.fill('env:prod ORD');
    await expect.poll(() => rows(page).count()).toBe(1);
    await expect.poll(() => rows(page).textContent()).toMatch(/^orders\s*env\s*prod/);
    await search.fill('');
    await page.getByTitle('Show only region:eu').first().click();
    await expect.poll(() => rows(page).count()).toBe(2);
    await expect.poll(() => search.inputValue()).toBe('region:eu');
    await search.fill('');
    await page.getByRole('combobox', { name: 'Backend' }).selectOption('Graphite');
    await expect.poll(() => rows(page).count()).toBe(1);
    await search.fill('nobody');
    await page.getByRole('button', { name: 'Show all series' }).click();
    await expect.poll(() => rows(page).count()).toBe(4);
  });

  testPage('are listed in pages, in the order that is asked for', async ({ page, sandbox }) => {
    const gauges = Array.from(
      { length: 120 },
      (_, index) => `level.${String(index).padStart(3, '0')}:${index}|g`,
    );
    await sendDatagrams(sandbox.endpoints.statsd, [
      gauges.slice(0, 60).join('\n'),
      gauges.slice(60).join('\n'),
    ]);
    const pager = page.getByRole('navigation', { name: 'Pages of series' });
    await pager.getByText('1–50 of 120 series').waitFor();
    expect(await rows(page).count()).toBe(50);
    await pager.getByRole('button', { name: 'Next page' }).click();
    await pager.getByText('51–100 of 120 series').waitFor();
    await expect.poll(() => rows(page).first().textContent()).toContain('level.050');
    await page.getByRole('combobox', { name: 'Order' }).selectOption('Largest first');
    await expect.poll(() => rows(page).first().textContent()).toContain('level.119');
  });

  testPage(
    'that count are seen as a rate and as a sum, by the second and by the minute',
    async ({ page, sandbox }) => {
      await sendDatagrams(sandbox.endpoints.statsd, ['idle:1|c', 'orders:7|c', 'orders:8|c']);
      await rows(page).filter({ hasText: 'orders' }).click();
      await detail(page).getByRole('heading', { name: 'orders' }).waitFor();
      await expect.poll(async () => Number(await legendValue(page, 'rate').textContent())).toBeGreaterThan(0);
      await detail(page).getByRole('radio', { name: 'Total' }).check();
      await expect.poll(() => legendValue(page, 'total').textContent()).toBe('15');
      await detail(page).getByRole('radio', { name: '6 hours' }).check();
      await expect.poll(() => detail(page).getAttribute('aria-busy')).toBe('false');
      await expect.poll(() => legendValue(page, 'total').textContent()).toBe('15');
      await page.reload();
      await detail(page).getByRole('heading', { name: 'orders' }).waitFor();
      await expect.poll(() => detail(page).getByRole('radio', { name: '6 hours' }).isChecked()).toBe(true);
    },
  );

  testPage('with samples show percentiles, extremes and how many came', async ({ page, sandbox }) => {
    const values = Array.from({ length: 101 }, (_, index) => index).join(':');
    await sendDatagrams(sandbox.endpoints.dogstatsd, [`latency:${values}|d|#route:cart`]);
    await detail(page).getByRole('heading', { name: 'latency' }).waitFor();
    await expect.poll(() => legendValue(page, 'max').textContent()).toBe('100');
    await expect.poll(() => legendValue(page, 'min').textContent()).toBe('0');
    for (const [label, value] of [
      ['p50', 50],
      ['p95', 95],
      ['p99', 99],
    ] as const) {
      const shown = Number(await legendValue(page, label).textContent());
      expect(Math.abs(shown - value)).toBeLessThan(3);
    }
    await expect.poll(() => legendValue(page, 'count/s').textContent()).toBe('101');
    expect(await detail(page).getByRole('figure').count()).toBe(2);
  });
});
