import { quote } from '../defect.js';
import type { StatsdDefects } from './defect.js';
import type { DialectRules } from './dialect.js';

const datadogName = /^[A-Za-z][A-Za-z0-9_.]*$/;
const otherName = /^[A-Za-z0-9_.-]+$/;
const maxDatadogNameLength = 200;

/** Checks a name without its tags; it is kept as it was sent. */
export function checkName(name: string, rules: DialectRules, defects: StatsdDefects): void {
  if (name === '') {
    defects.error('empty-name', 'the name is empty', 1);
  } else if (rules.family === 'datadog') {
    checkDatadogName(name, defects);
  } else if (!otherName.test(name)) {
    const message = `name ${quote(name)}: only A-Z a-z 0-9 _ . - are safe; Etsy's daemon and gostatsd delete others`;
    defects.warn('name-character', message, 1);
  }
}

function checkDatadogName(name: string, defects: StatsdDefects): void {
  if (name.length > maxDatadogNameLength) {
    defects.warn('name-too-long', `the name has ${name.length} characters; Datadog keeps 200`, 1);
  }
  if (datadogName.test(name)) return;
  if (!/^[A-Za-z]/.test(name)) {
    defects.warn('name-start', `name ${quote(name)} does not start with a letter, as Datadog wants`, 1);
  }
  const other = name.search(/[^A-Za-z0-9_.]/);
  if (other >= 0) {
    const message = `name ${quote(name)}: Datadog rewrites all but A-Z a-z 0-9 _ . to _`;
    defects.warn('name-character', message, other + 1);
  }
}
