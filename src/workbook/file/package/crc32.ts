/** Eight tables one after the other: the CRC of a byte with 0 to 7 zero bytes behind it. */
const TABLES = ((): Int32Array => {
  const tables = new Int32Array(8 * 256);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    tables[n] = c;
  }
  for (let n = 256; n < tables.length; n++) {
    const previous = tables[n - 256] ?? 0;
    tables[n] = (tables[previous & 255] ?? 0) ^ (previous >>> 8);
  }
  return tables;
})();

function entry(table: number, byte: number): number {
  return TABLES[table * 256 + byte] ?? 0;
}

/** CRC-32 of ZIP (polynomial 0xEDB88320), eight bytes a step. */
export function crc32(bytes: Uint8Array): number {
  let crc = -1;
  let i = 0;
  const whole = bytes.length - (bytes.length % 8);
  for (; i < whole; i += 8) {
    const word = crc ^ ((bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8) | ((bytes[i + 2] ?? 0) << 16) | ((bytes[i + 3] ?? 0) << 24));
    crc =
      entry(7, word & 255) ^
      entry(6, (word >>> 8) & 255) ^
      entry(5, (word >>> 16) & 255) ^
      entry(4, word >>> 24) ^
      entry(3, bytes[i + 4] ?? 0) ^
      entry(2, bytes[i + 5] ?? 0) ^
      entry(1, bytes[i + 6] ?? 0) ^
      entry(0, bytes[i + 7] ?? 0);
  }
  for (; i < bytes.length; i++) crc = entry(0, (crc ^ (bytes[i] ?? 0)) & 255) ^ (crc >>> 8);
  return (crc ^ -1) >>> 0;
}
