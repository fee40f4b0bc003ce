import { quote } from '../defect.js';
import type { StatsdDefects } from './defect.js';
import type { DialectRules } from './dialect.js';

const safeForm = /^(?:\d+\.?\d*|\.\d+)$/;
const goForm = /^\+?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const etsyForm = /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Reads what stands after the `@`. */
export function readRate(text: string, column: number, rules: DialectRules, defects: StatsdDefects): number {
  const form = rules.family === 'etsy' ? etsyForm : goForm;
  const rate = form.test(text) ? Number(text) : Number.NaN;
  if (!(rate > 0 && Number.isFinite(rate))) return unreadable(text, column, rules, defects);
  if (!safeForm.test(text)) {
    const message = `rate ${quote(text)}: write digits and a point only; Etsy's daemon reads @2e-1 as 2 and dies of @+0.1`;
    defects.warn('rate-form', message, column);
  }
  if (rate > 1) {
    const message = `rate ${quote(text)} is above 1; statsd_exporter drops such samples and veneur the line`;
    defects.warn('rate-above-one', message, column);
  }
  return rate;
}

function unreadable(text: string, column: number, rules: DialectRules, defects: StatsdDefects): number {
  const message = `rate ${quote(text)} is not a number in (0, 1] such as 0.25`;
  // Telegraf and statsd_exporter count the sample once. Source: line_test.go, statsd_test.go
  if (rules.family === 'labels') defects.warn('bad-rate', message, column);
  else defects.error('bad-rate', message, column);
  return 1;
}

/** How many observations a sample stands for: 1 / rate, whole where the rate was meant to say a whole number. */
export function weightOf(rate: number): number {
  const weight = 1 / rate;
  const whole = Math.round(weight);
  return Math.abs(weight - whole) <= 1e-6 * whole ? whole : weight;
}
