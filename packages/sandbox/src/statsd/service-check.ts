import { quote } from '../defect.js';
import type { StatsdDefects } from './defect.js';
import type { DialectRules } from './dialect.js';
import { readFields } from './fields.js';
import type { ServiceCheck } from './record.js';

const statuses = ['ok', 'warning', 'critical', 'unknown'] as const;
const prefix = '_sc|';

/** Reads `_sc|name|status|fields`. */
export function readServiceCheck(
  line: string,
  rules: DialectRules,
  defects: StatsdDefects,
): ServiceCheck | undefined {
  if (!line.startsWith(prefix)) {
    const message =
      'the Datadog Agent takes every line that begins with _sc for a service check: _sc|name|status';
    return defects.error('reserved-name', message, 1);
  }
  const nameEnd = line.indexOf('|', prefix.length);
  const name = line.slice(prefix.length, nameEnd < 0 ? line.length : nameEnd);
  if (name === '')
    return defects.error('empty-name', 'the name of the service check is empty', prefix.length + 1);
  if (nameEnd < 0)
    return defects.error('bad-status', 'a service check has a status: _sc|name|status', line.length);
  const statusBar = line.indexOf('|', nameEnd + 1);
  const statusEnd = statusBar < 0 ? line.length : statusBar;
  const digit = line.slice(nameEnd + 1, statusEnd);
  const status = /^[0-3]$/.test(digit) ? statuses[Number(digit)] : undefined;
  if (status === undefined) {
    const message = `status ${quote(digit)} is not 0 (ok), 1 (warning), 2 (critical) or 3 (unknown)`;
    return defects.error('bad-status', message, nameEnd + 2);
  }
  const options = { ownLetters: 'm', rules };
  const { own, ...shared } = readFields(line.slice(statusEnd), statusEnd + 1, options, defects);
  return { kind: 'service-check', name, status, ...shared, message: unescapeMessage(own.get('m')) };
}

function unescapeMessage(message: string | undefined): string | undefined {
  return message?.replaceAll('\\n', '\n').replaceAll('m\\:', 'm:');
}
