// npm test: installs what is needed, then checks everything.
import { pnpm } from './pnpm.mjs';

pnpm('install', '--frozen-lockfile');
await import('./check.mjs');
