// node tools/page-pictures.mjs URL: pictures of a live page that is running, such as that of `npm run demo`, for the sandbox's README.
import { createSocket } from 'node:dgram';
import { join } from 'node:path';
import { launchChromium } from './chromium.mjs';
import { root } from './pnpm.mjs';

const sandbox = join(root, 'packages/sandbox');
const [, , url] = process.argv;
const wide = { width: 1440, height: 1220 };
/** The small pictures of the cards are of the time that the page is open. */
const openMillis = 45_000;

async function sendBadLines(page) {
  const address = await page.locator('.of-statsd .card-address code').getAttribute('title');
  const { hostname, port } = new URL(address);
  const socket = createSocket('udp4');
  for (const line of ['shop orders:1|c', 'shop.latency:12|zz', 'shop.orders:1|c|@2', 'shop.load:|g']) {
    await new Promise((resolve) => socket.send(line, Number(port), hostname, resolve));
  }
  socket.close();
}

/** What is seen in each. */
const pictures = {
  light: { options: { colorScheme: 'light', viewport: wide }, hash: '#search=duration+cart' },
  dark: {
    options: { colorScheme: 'dark', viewport: wide },
    hash: '#search=shop.&sort=activity',
    async prepare(page) {
      await sendBadLines(page);
      await page.getByRole('radio', { name: /Bad lines/ }).check();
      await page.getByRole('group', { name: 'Fault of Graphite' }).getByRole('switch').check();
    },
    tidy: (page) => page.getByRole('group', { name: 'Fault of Graphite' }).getByRole('switch').uncheck(),
  },
  narrow: {
    options: { colorScheme: 'light', viewport: { width: 390, height: 1720 } },
    hash: '#search=duration+cart',
  },
};

const browser = await launchChromium();
for (const [name, { options, hash, prepare, tidy }] of Object.entries(pictures)) {
  const page = await browser.newPage(options);
  await page.goto(`${url}${hash}`);
  await page.getByRole('slider').waitFor();
  await page.waitForTimeout(openMillis);
  await prepare?.(page);
  await page.waitForTimeout(2_000);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(sandbox, `docs/page-${name}.png`) });
  await tidy?.(page);
  await page.close();
}
await browser.close();
