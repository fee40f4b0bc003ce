import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { sendDatagrams } from '../../listen/sender.ts';
import { detail, legendValue, rows } from './parts.ts';
import { describeInBrowser } from './test-page.ts';

/** What has the focus: its name, and whether that is seen. */
function focused(page: Page): Promise<{ tag: string; name: string; isSeen: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement!;
    // a radio button lies over what is drawn for it
    const drawn = element.matches('.choice input') ? element.nextElementSibling! : element;
    const label =
      element.getAttribute('aria-label') ?? element.closest('label')?.textContent ?? element.textContent;
    return {
      tag: element.tagName,
      name: label?.trim() ?? '',
      isSeen: getComputedStyle(drawn).outlineStyle !== 'none',
    };
  });
}

async function tabTo(page: Page, isThere: (at: { tag: string; name: string }) => boolean): Promise<void> {
  for (let stop = 0; stop < 80; stop++) {
    await page.keyboard.press('Tab');
    if (isThere(await focused(page))) return;
  }
  throw new Error('Tab does not lead there');
}

describeInBrowser('with the keyboard alone', (testPage) => {
  testPage('every stop of Tab has a name and is seen', async ({ page, sandbox }) => {
    await sendDatagrams(sandbox.endpoints.dogstatsd, ['orders:3|c|#env:prod', 'latency:1:2:3|d']);
    await expect.poll(() => rows(page).count()).toBe(2);
    const stops: string[] = [];
    for (;;) {
      await page.keyboard.press('Tab');
      const at = await focused(page);
      if (at.tag === 'BODY' || (stops.length > 0 && at.name === stops[0])) break;
      expect(at).toMatchObject({ name: expect.stringMatching(/\S/), isSeen: true });
      stops.push(at.name);
    }
    expect(stops[0]).toBe('Skip to the series');
    expect(stops).toContain('Switch the fault of OTLP on');
    expect(stops).toContain('Series: arrow keys move, Enter selects');
    expect(stops).toContain('Charts: arrow keys go through time');
    expect(stops).toContain('Lines, newest first');
  });

  testPage('series are searched, chosen and read', async ({ page, sandbox }) => {
    await sendDatagrams(sandbox.endpoints.dogstatsd, ['alpha:1|c', 'beta:2|c', 'gamma:3|c', 'other:4|c']);
    await expect.poll(() => rows(page).count()).toBe(4);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('/');
    await page.keyboard.type('a');
    await expect.poll(() => rows(page).count()).toBe(3);
    await page.keyboard.press('ArrowDown');
    expect((await focused(page)).name).toMatch(/^Series:/);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await detail(page).getByRole('heading', { name: 'beta' }).waitFor();
    await tabTo(page, ({ name }) => name.startsWith('Charts:'));
    await page.keyboard.press('ArrowLeft');
    const slider = detail(page).getByRole('slider');
    const time = await legendValue(page, 'Time').textContent();
    expect(time).toMatch(/^\d\d:\d\d:\d\d$/);
    // the chart moves on under it
    const before = await slider.getAttribute('aria-valuenow');
    await expect.poll(() => slider.getAttribute('aria-valuenow')).not.toBe(before);
    expect(await legendValue(page, 'Time').textContent()).toBe(time);
    expect(await slider.getAttribute('aria-valuetext')).toContain('rate ');
    await page.keyboard.press('Escape');
    await expect.poll(() => legendValue(page, 'Time').textContent()).toBe('latest');
  });

  testPage('a fault is chosen and switched', async ({ page, sandbox }) => {
    await tabTo(page, ({ name }) => name === 'Switch the fault of StatHat on');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Slow');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('250');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    await expect.poll(() => sandbox.faults.stathat.active).toEqual({ kind: 'slow', millis: 250 });
    await page.keyboard.press('Space');
    await expect.poll(() => sandbox.faults.stathat.active).toBe(undefined);
  });
});
