const prefixBytes = 4;

/** How many of the first bytes are whole records: `lines`, or frames behind their length, which `readLength` reads. */
const framed = (readLength) => (bytes) => {
  let end = 0;
  while (bytes.length - end >= prefixBytes) {
    const next = end + prefixBytes + readLength(bytes, end);
    if (next > bytes.length) break;
    end = next;
  }
  return end;
};

export const framings = {
  lines: (bytes) => bytes.lastIndexOf(0x0a) + 1,
  'uint32le frames': framed((bytes, at) => bytes.readUInt32LE(at)),
  'uint32be frames': framed((bytes, at) => bytes.readUInt32BE(at)),
};
