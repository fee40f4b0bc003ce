/** An int: a number where that is exact. */
function exactInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** A little-endian two's complement of any length. */
export function readLong(bytes: Buffer): number | bigint {
  if (bytes.length === 0) return 0;
  const magnitude = BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
  return exactInteger(BigInt.asIntN(bytes.length * 8, magnitude));
}

/** `I5`, `I01` (which is True), `L5L`: in decimals; gives nothing for what else Python reads. */
export function readDecimal(bytes: Buffer): number | bigint | boolean | undefined {
  const text = bytes.toString('latin1').trim();
  if (text === '00' || text === '01') return text === '01';
  return /^[+-]?(?:0|[1-9]\d*)$/.test(text) ? exactInteger(BigInt(text.replace('+', ''))) : undefined;
}

/** `F1.5`, `Fnan`; one too large for a double is refused. */
export function readDouble(bytes: Buffer): number | undefined {
  const text = bytes.toString('latin1');
  const [, sign, word] = /^([+-]?)(inf|infinity|nan)$/i.exec(text) ?? [];
  if (word !== undefined) {
    if (word.toLowerCase() === 'nan') return Number.NaN;
    return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  const isNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text);
  return isNumber && Number.isFinite(Number(text)) ? Number(text) : undefined;
}
