/** Between groups of digits, and between a number and its prefix: narrow, and no line breaks there. */
const thinSpace = '\u202f';
const prefixes = ['', 'k', 'M', 'G', 'T', 'P', 'E'];

/** Every digit that matters: `1 234 567`, `0.125`, `1.5e-9`; fractions have at most six significant digits. */
export function exactNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value).replace('-', '−').replace('Infinity', '∞');
  const size = Math.abs(value);
  if (size >= 1e15 || (size > 0 && size < 1e-4)) return minus(Number(value.toPrecision(6)).toExponential());
  const [whole = '', fraction] = (Number.isInteger(value) ? String(value) : significant(value, 6)).split('.');
  const grouped = whole.replace(/\d(?=(\d{3})+$)/g, `$&${thinSpace}`);
  return minus(fraction === undefined ? grouped : `${grouped}.${fraction}`);
}

/** What fits a narrow column: `9 876`, `12.3 k`, `4.56 M`, `0.125`; three significant digits from 10 000 on and of fractions. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || (size > 0 && size < 1e-4)) return exactNumber(round(value));
  if (size < 9_999.5) return exactNumber(Number.isInteger(value) ? value : round(value));
  const thousands = Math.min(Math.floor(Math.log10(round(size)) / 3), prefixes.length - 1);
  return minus(`${significant(value / 1000 ** thousands, 3)}${thinSpace}${prefixes[thousands]}`);
}

/** `12 B`, `34.5 kB`, `1.23 MB`. */
export function byteCount(bytes: number): string {
  const text = shortNumber(bytes);
  return /[a-zA-Z]$/.test(text) ? `${text}B` : `${text}${thinSpace}B`;
}

function round(value: number): number {
  return Number(significant(value, Math.abs(value) < 1000 ? 3 : 4));
}

function significant(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits)));
}

function minus(text: string): string {
  return text.replace(/^-/, '−').replace('e-', 'e−').replace('e+', 'e');
}
