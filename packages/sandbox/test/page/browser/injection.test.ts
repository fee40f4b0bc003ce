import { expect } from 'vitest';
import { connectTo, sendDatagrams } from '../../listen/sender.ts';
import { detail, lines, rows } from './parts.ts';
import { describeInBrowser } from './test-page.ts';

const image = '<img/src=x/onerror=alert(1)>';
const script = '"><script>alert(2)</script>';
const turned = 'pay\u202efdp.exe';
const coloured = '\u001b[31mred\u0007';

describeInBrowser('text from the wire', (testPage) => {
  testPage(
    'stays text in names, tags and lines, and what would not be seen is spelled out',
    async ({ page, sandbox }) => {
      await sendDatagrams(sandbox.endpoints.dogstatsd, [
        `${image}:1|c|#${script}:${image},k${turned}:v${coloured}`,
        `orders:1|c|#safe:${image}`,
        `${image}${script}${turned}${coloured}`,
      ]);
      const graphite = await connectTo(sandbox.endpoints.graphite);
      graphite.end(`a.${image} x ${script}\n`);
      await lines(page).getByText('U+202E').first().waitFor();
      await expect.poll(() => lines(page).textContent()).toContain('payU+202Efdp.exe');
      await expect.poll(() => lines(page).textContent()).toContain('\\x1b[31mred\\x07');
      await expect.poll(() => lines(page).textContent()).toContain('alert(2)</script>');
      await lines(page)
        .getByRole('radio', { name: /Bad lines/ })
        .check();
      await lines(page).getByText('Refused').first().waitFor();
      await expect.poll(() => rows(page).count()).toBeGreaterThan(0);
      await rows(page).filter({ hasText: 'safe' }).click();
      await detail(page).getByText(image).waitFor();
      await page.getByRole('searchbox').fill(script);
      await page.getByText('No series matches.').or(rows(page).first()).waitFor();
      await expectNothingMade(page);
    },
  );

  async function expectNothingMade(page: import('playwright-core').Page): Promise<void> {
    expect(await page.locator('script:not([src]), img:not([alt=""]), iframe, [onerror]').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('body').textContent()).not.toMatch(/(?![ \n\t])[\p{C}\u2028\u2029]/u);
  }
});
