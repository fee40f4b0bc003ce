import { createRequire } from 'node:module';
import { listedExporters } from './exporter-names.js';

const { ours, unknown } = listedExporters(process.env);

// What `--import` loads: the same as index.ts, without Node.js having to find out what a CommonJS module exports.
if (ours.length + unknown.length > 0) createRequire(import.meta.url)('../cjs/index.js');
