import { existsSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { executablePath, launchChromium } from '../../../../../tools/chromium.mjs';
import { createSandbox, type Sandbox } from '../../../src/index.ts';

/** A window with the page of a sandbox of its own. */
interface Opened {
  readonly page: Page;
  readonly sandbox: Sandbox;
}

/** Defines a test; it fails too when the page writes an error to the console, opens a dialog or asks another server. */
export type TestPage = (
  title: string,
  run: (opened: Opened) => Promise<void>,
  options?: BrowserContextOptions,
) => void;

/** Why no browser is started here; the page does not depend on the SDK, so one half of the suite is enough. */
function whyNot(): string | undefined {
  if (process.env.OTELWIRE_SDK === '3') return 'run with the SDK 2.x';
  if (process.env.OTELWIRE_REQUIRE_SERVERS === '1' || existsSync(executablePath)) return undefined;
  return `there is no ${executablePath}; OTELWIRE_CHROMIUM may name another Chromium`;
}

/** Tests in Chromium. Where there is none they are skipped, saying why; with OTELWIRE_REQUIRE_SERVERS=1 they fail. */
export function describeInBrowser(title: string, tests: (testPage: TestPage) => void): void {
  const reason = whyNot();
  let browser: Browser | undefined;
  const testPage: TestPage = (name, run, options) =>
    test(name, async () => {
      const { page, problems } = await openWindow(browser!, options);
      const sandbox = await createSandbox({ page: true });
      onTestFinished(() => sandbox.close());
      await page.goto(sandbox.pageUrl!);
      await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
      await run({ page, sandbox });
      expect(problems).toEqual([]);
    });
  if (reason !== undefined) {
    if (process.env.OTELWIRE_SDK !== '3') console.warn(`Skipped: ${reason}`);
    // of the two halves one is enough, and without a browser there is nothing to drive: in CI it has to be there
    describe.skip(`${title} (skipped: ${reason})`, () => tests(testPage));
    return;
  }
  describe(title, () => {
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser?.close());
    tests(testPage);
  });
}

async function openWindow(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; problems: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('ERR_')) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1') problems.push(`asked ${request.url()}`);
  });
  return { page, problems };
}
