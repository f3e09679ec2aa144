import { CodedError } from "../../../core/coded-error";

function encodingOf(bytes: Uint8Array): string {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  if (a === 0x3c && b === 0 && d === 0) return "utf-16le";
  if (a === 0 && b === 0x3c && c === 0) return "utf-16be";
  if (a !== 0x3c || b !== 0x3f) return "utf-8";
  let head = "";
  for (const byte of bytes.subarray(0, 120)) {
    if (byte === 0x3e) break;
    head += String.fromCharCode(byte);
  }
  return /^<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1] ?? "utf-8";
}

/**
 * Text of an XML part: UTF-8, UTF-16 with or without a byte order mark, or what its declaration says.
 * Error "file.damaged" for bytes that are not text in that encoding. Rule FH-5.
 */
export function decodeXmlBytes(bytes: Uint8Array, part: string): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch (error) {
    throw new CodedError("file.damaged", { part }, { cause: error });
  }
}

/** A changed part is always written as UTF-8, so its declaration must not say anything else. */
export function declareUtf8(text: string): string {
  return text.replace(/^(<\?xml[^>]*\sencoding\s*=\s*["'])([A-Za-z0-9._-]+)(["'])/, (whole, before: string, name: string, after: string) =>
    /^utf-?8$/i.test(name) ? whole : `${before}UTF-8${after}`,
  );
}
