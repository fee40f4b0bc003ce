/** A pickle of protocol 2 without a memo, as clients that write their own send it. */
export function pickleOf(
  points: readonly (readonly [path: string, seconds: number, value: number])[],
): Buffer {
  const items = points.map(([path, seconds, value]) => {
    const text = Buffer.from(path);
    const head = Buffer.alloc(5);
    head.write('X');
    head.writeUInt32LE(text.length, 1);
    const numbers = Buffer.alloc(14);
    numbers.write('J');
    numbers.writeInt32LE(seconds, 1);
    numbers.write('G', 5);
    numbers.writeDoubleBE(value, 6);
    return Buffer.concat([head, text, numbers, Buffer.from([0x86, 0x86])]);
  });
  return Buffer.concat([Buffer.from([0x80, 2]), Buffer.from(']('), ...items, Buffer.from('e.')]);
}

/** A pickle behind its length. */
export function frameOf(pickle: Buffer): Buffer {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32BE(pickle.length);
  return Buffer.concat([prefix, pickle]);
}
