import { quote } from '../defect.js';
import type { GraphiteDefects } from './defect.js';
import { whiteSpace } from './white-space.js';

/** A component is a folder or, with `.wsp` behind it, a file: 255 bytes. */
const maxComponentBytes = 251;

/** What carbon-c-relay leaves as it is. Source: grobian/carbon-c-relay dispatcher.c */
const untouchedName = /^[-A-Za-z0-9_:#]+(?:\.[-A-Za-z0-9_:#]+)*$/;

/** Checks the path of a series without its tags; it is kept as it was sent. */
export function checkName(name: string, column: number, defects: GraphiteDefects): void {
  if (untouchedName.test(name)) return;
  if (name === '') {
    defects.warn('empty-name', 'the path is empty', column);
    return;
  }
  checkComponents(name, column, defects);
  checkCharacters(name, column, defects);
}

function checkComponents(name: string, column: number, defects: GraphiteDefects): void {
  if (name.startsWith('.')) {
    defects.warn('leading-dot', `path ${quote(name)} starts with a dot, which carbon cuts off`, column);
  }
  const empty = name.search(/(?<=.)\.\.|\.$/s);
  if (empty >= 0) {
    const message = `path ${quote(name)} has an empty component; the file system folds a..b to a.b`;
    defects.warn('empty-component', message, column + empty);
  }
  const slash = name.indexOf('/');
  if (slash >= 0) {
    const message = `path ${quote(name)} has a slash, which is a folder for carbon: a/b reads back as a.b`;
    defects.warn('slash', message, column + slash);
  }
}

function checkCharacters(name: string, column: number, defects: GraphiteDefects): void {
  const query = name.search(/[*?[\]{}(),!~"']/);
  if (query >= 0) {
    const message = `path ${quote(name)}: ${name[query]} means something in a query, so no query finds the series`;
    defects.warn('query-character', message, column + query);
  }
  checkInvisible(name, `path ${quote(name)}`, column, defects);
  const other = name.search(/[^-A-Za-z0-9_:#./*?[\]{}(),!~"'\p{Cc}\p{Z}]/u);
  if (other >= 0) {
    const message = `path ${quote(name)}: carbon-c-relay rewrites all but A-Z a-z 0-9 - _ : # . to _`;
    defects.remark('name-rewritten', message, column + other);
  }
}

/** Checks for what nobody sees; a line cannot hold white space within a field, a pickle or JSON can. */
export function checkInvisible(text: string, what: string, column: number, defects: GraphiteDefects): void {
  const space = text.search(whiteSpace);
  if (space >= 0) {
    defects.warn('white-space', `${what} has white space, which ends a field of a line`, column + space);
  }
  const control = text.search(/\p{Cc}/u);
  if (control >= 0) {
    const code = text.charCodeAt(control).toString(16).padStart(4, '0').toUpperCase();
    defects.warn('control-character', `${what} has the control character U+${code}`, column + control);
  }
}

/** Whisper keeps a series without tags in a file of its name; one with tags in a file that is called by a hash. */
export function checkFileName(name: string, column: number, defects: GraphiteDefects): void {
  if (name.length <= maxComponentBytes / 3) return;
  const long = name.split('.').find((component) => Buffer.byteLength(component) > maxComponentBytes);
  if (long === undefined) return;
  const message = `component ${quote(long)} has more than ${maxComponentBytes} bytes; it cannot be a file name`;
  defects.warn('component-too-long', message, column);
}
