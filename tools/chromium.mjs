// Headless Chromium for tests, pictures and benchmarks of the sandbox's page.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './pnpm.mjs';

const { chromium } = createRequire(join(root, 'packages/sandbox/package.json'))('playwright-core');

/** Where Debian's package has it; OTELWIRE_CHROMIUM names another one. */
export const executablePath = process.env.OTELWIRE_CHROMIUM ?? '/usr/bin/chromium';

/** It asks nobody but us: neither for updates nor for what it would show in a new tab. */
const quietArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launchChromium(...moreArgs) {
  return chromium.launch({ executablePath, args: [...quietArgs, ...moreArgs] });
}
