import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { sendDatagrams } from '../../listen/sender.ts';
import { card, detail, rows } from './parts.ts';
import { describeInBrowser } from './test-page.ts';

const long = 'a'.repeat(90);

function background(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}

function overhang(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

describeInBrowser('the looks of the page', (testPage) => {
  for (const width of [360, 800, 1280]) {
    testPage(
      `nothing hangs out of a window that is ${width} pixels wide`,
      async ({ page, sandbox }) => {
        await page.getByRole('heading', { name: 'Nothing has arrived yet' }).waitFor();
        expect(await overhang(page)).toBe(0);
        await sendDatagrams(sandbox.endpoints.dogstatsd, [`${long}:1:2|d|#${long}:${long}`, `${long}|c`]);
        await expect.poll(() => rows(page).count()).toBe(1);
        await detail(page).getByRole('heading').waitFor();
        await card(page, 'Initial State').getByRole('button', { name: 'Connect' }).click();
        await page.getByRole('heading', { name: 'Connect to Initial State' }).waitFor();
        expect(await overhang(page)).toBe(0);
        const plot = await detail(page).getByRole('figure').first().boundingBox();
        expect(plot!.width).toBeGreaterThan(width / 4);
      },
      { viewport: { width, height: 800 } },
    );
  }

  testPage(
    'the colours are those of the system until others are chosen, which are remembered',
    async ({ page }) => {
      const dark = await background(page);
      await page.emulateMedia({ colorScheme: 'light' });
      await expect.poll(() => background(page)).not.toBe(dark);
      const light = await background(page);
      await page.getByRole('radio', { name: 'Dark' }).check();
      await expect.poll(() => background(page)).toBe(dark);
      await page.reload();
      await page.getByRole('radio', { name: 'Dark' }).waitFor();
      await expect.poll(() => background(page)).toBe(dark);
      await page.getByRole('radio', { name: 'Colours of the system' }).check();
      await expect.poll(() => background(page)).toBe(light);
    },
    { colorScheme: 'dark' },
  );

  testPage(
    'nothing moves for those who want it so',
    async ({ page }) => {
      const durations = await page.evaluate(() =>
        [...document.querySelectorAll('*')].map((element) => getComputedStyle(element).transitionDuration),
      );
      expect(new Set(durations)).toEqual(new Set(['0s']));
    },
    { reducedMotion: 'reduce' },
  );
});
