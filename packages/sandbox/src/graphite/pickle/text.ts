import { isUtf8 } from 'node:buffer';

/** UTF-8 as Python 2 texts must be; gives nothing when it is not. */
export function readUtf8(bytes: Buffer): string | undefined {
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

/** UTF-8 with surrogates let through, as Python 3 pickles them. */
export function readUnicode(bytes: Buffer): string | undefined {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let text = '';
  let start = 0;
  for (let at = bytes.indexOf(0xed); at >= 0; at = bytes.indexOf(0xed, at + 1)) {
    const second = bytes[at + 1] ?? 0;
    const third = bytes[at + 2] ?? 0;
    if (second < 0xa0 || second > 0xbf || third < 0x80 || third > 0xbf) continue;
    const before = readUtf8(bytes.subarray(start, at));
    if (before === undefined) return undefined;
    text += before + String.fromCharCode(0xd000 | ((second & 0x3f) << 6) | (third & 0x3f));
    start = at + 3;
  }
  const rest = readUtf8(bytes.subarray(start));
  return rest === undefined ? undefined : text + rest;
}

/** Latin-1 with `\uXXXX` and `\UXXXXXXXX`: the codec `raw-unicode-escape`, of protocol 0. */
export function readRawUnicode(bytes: Buffer): string | undefined {
  let isBroken = false;
  const text = bytes
    .toString('latin1')
    .replace(/(\\+)(u|U)([0-9a-fA-F]{0,8})/g, (all, slashes, kind, hex) => {
      if (slashes.length % 2 === 0) return all;
      const length = kind === 'u' ? 4 : 8;
      const code = hex.length < length ? Number.NaN : Number.parseInt(hex.slice(0, length), 16);
      isBroken ||= !(code <= 0x10ffff);
      if (isBroken) return all;
      return slashes.slice(1) + String.fromCodePoint(code) + hex.slice(length);
    });
  return isBroken ? undefined : text;
}

const escapes: Readonly<Record<string, string>> = {
  '\n': '',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The `repr` of a Python 2 text, in quotes. */
export function readQuoted(bytes: Buffer): string | undefined {
  const [, , inside] = /^(['"])(.*)\1$/s.exec(bytes.toString('latin1').trimEnd()) ?? [];
  if (inside === undefined) return undefined;
  let isBroken = false;
  const text = inside.replace(/\\(x[0-9a-fA-F]{2}|[0-7]{1,3}|.)/gs, (all, code: string) => {
    if (/^x./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 0xff);
    if (/^[\\'"]/.test(code)) return code;
    isBroken ||= code === 'x';
    return escapes[code] ?? all;
  });
  return isBroken ? undefined : readUtf8(Buffer.from(text, 'latin1'));
}
