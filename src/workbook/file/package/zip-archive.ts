import { deflateSync, inflateSync } from "fflate";
import { CodedError } from "../../../core/coded-error";
import type { FileLimits } from "../limits";
import { crc32 } from "./crc32";

/** One entry of an archive, still compressed. */
export type ZipEntry = {
  /** As stored, directory separators included. */
  readonly name: string;
  /** 0 stored, 8 deflated: the only methods that workbooks use. */
  readonly method: 0 | 8;
  readonly crc: number;
  /** Declared size after inflating; `inflateEntry` refuses what is not so. */
  readonly declaredBytes: number;
  readonly compressed: Uint8Array;
};

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const ZIP64_END = 0x06064b50;
const ZIP64_LOCATOR = 0x07064b50;
const UNKNOWN_32 = 0xffffffff;
/** No deflate stream can grow more than this many times. */
const MAX_DEFLATE_RATIO = 1032;

/** "PK\x03\x04", or an empty archive. */
export function looksLikeZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));
}

function damaged(part: string, cause?: unknown): CodedError {
  return new CodedError("file.damaged", { part }, cause === undefined ? undefined : { cause });
}

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= lowest; at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  return -1;
}

type DirectoryPlace = { readonly count: number; readonly offset: number };

function directoryPlace(view: DataView): DirectoryPlace {
  const end = findEnd(view);
  if (end < 0) throw damaged("zip");
  let count = view.getUint16(end + 10, true);
  let offset = view.getUint32(end + 16, true);
  if (count === 0xffff || offset === UNKNOWN_32) {
    const locator = end - 20;
    if (locator < 0 || view.getUint32(locator, true) !== ZIP64_LOCATOR) throw damaged("zip");
    const at = Number(view.getBigUint64(locator + 8, true));
    if (at + 56 > view.byteLength || view.getUint32(at, true) !== ZIP64_END) throw damaged("zip");
    count = Number(view.getBigUint64(at + 32, true));
    offset = Number(view.getBigUint64(at + 48, true));
  }
  return { count, offset };
}

/** Sizes and offset of an entry whose 32-bit fields say "see the ZIP64 field". */
function zip64Fields(view: DataView, at: number, bytes: number, wanted: readonly boolean[]): readonly (number | null)[] {
  let field = at;
  while (field + 4 <= at + bytes) {
    const id = view.getUint16(field, true);
    const length = view.getUint16(field + 2, true);
    if (id === 1) {
      let value = field + 4;
      return wanted.map((isWanted) => {
        if (!isWanted || value + 8 > field + 4 + length) return null;
        value += 8;
        return Number(view.getBigUint64(value - 8, true));
      });
    }
    field += 4 + length;
  }
  return wanted.map(() => null);
}

/** An entry of an archive that is no package: with the time that it says, and why it cannot be read, if it cannot. */
export type ListedEntry = {
  readonly name: string;
  /** "2026-10-08T09:00:00" on the clock of whoever packed it; "" for what is no time. */
  readonly modified: string;
  readonly entry: ZipEntry | null;
  /** "file.encrypted" or "file.damaged"; `null` where `entry` is there. */
  readonly problem: CodedError | null;
};

/**
 * The entries in the order of the central directory; nothing is inflated yet.
 * Errors: "file.damaged", "file.encrypted", "file.too-large". Rule FH-2.
 */
export function readZip(bytes: Uint8Array, limits: FileLimits): readonly ZipEntry[] {
  return listZip(bytes, limits.maxParts).map(({ entry, problem }) => {
    if (!entry) throw problem ?? damaged("zip");
    return entry;
  });
}

/** Names without the flag are UTF-8 or, from a Chinese Windows, GBK. */
function decodeName(bytes: Uint8Array, isUtf8: boolean): string {
  if (isUtf8) return new TextDecoder("utf-8").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

function dosTime(date: number, time: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const [month, day] = [(date >> 5) & 15, date & 31];
  if (month < 1 || month > 12 || day < 1) return "";
  return `${String(1980 + (date >> 9))}-${two(month)}-${two(day)}T${two(time >> 11)}:${two((time >> 5) & 63)}:${two((time & 31) * 2)}`;
}

/** The same, each entry by itself: one that cannot be read does not keep the others from it. Errors: "file.damaged" for the directory, "file.too-large" for too many. */
export function listZip(bytes: Uint8Array, maxEntries: number): readonly ListedEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const { count, offset } = directoryPlace(view);
    if (count > maxEntries) throw new CodedError("file.too-large", { what: "parts", limit: maxEntries });
    const entries: ListedEntry[] = [];
    let at = offset;
    for (let n = 0; n < count; n++) {
      if (view.getUint32(at, true) !== DIRECTORY_ENTRY) throw damaged("zip");
      const flags = view.getUint16(at + 8, true);
      const method = view.getUint16(at + 10, true);
      const crc = view.getUint32(at + 16, true);
      let packed = view.getUint32(at + 20, true);
      let declared = view.getUint32(at + 24, true);
      const nameBytes = view.getUint16(at + 28, true);
      const extraBytes = view.getUint16(at + 30, true);
      const commentBytes = view.getUint16(at + 32, true);
      let local = view.getUint32(at + 42, true);
      const name = decodeName(bytes.subarray(at + 46, at + 46 + nameBytes), (flags & UTF8_NAME) !== 0);
      const modified = dosTime(view.getUint16(at + 14, true), view.getUint16(at + 12, true));
      if (packed === UNKNOWN_32 || declared === UNKNOWN_32 || local === UNKNOWN_32) {
        const wide = zip64Fields(view, at + 46 + nameBytes, extraBytes, [declared === UNKNOWN_32, packed === UNKNOWN_32, local === UNKNOWN_32]);
        declared = wide[0] ?? declared;
        packed = wide[1] ?? packed;
        local = wide[2] ?? local;
      }
      const isThere = local + 30 <= view.byteLength && view.getUint32(local, true) === LOCAL_ENTRY;
      const data = isThere ? local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true) : Infinity;
      const problem = flags & 1 ? new CodedError("file.encrypted") : (method !== 0 && method !== 8) || data + packed > view.byteLength ? damaged(name) : null;
      const entry = problem === null && (method === 0 || method === 8) ? { name, method, crc, declaredBytes: declared, compressed: bytes.subarray(data, data + packed) } as const : null;
      entries.push({ name, modified, entry, problem });
      at += 46 + nameBytes + extraBytes + commentBytes;
    }
    return entries;
  } catch (error) {
    // Offsets beyond the end: the directory lies about where things are.
    if (error instanceof RangeError) throw damaged("zip", error);
    throw error;
  }
}

/**
 * The entry's content. A stream that is longer or shorter than declared, or that does not fit its CRC, is
 * damaged: so the declared sizes, which are cheap to add up beforehand, can be relied on afterwards.
 * Errors: "file.too-large" beyond `maxBytes`, "file.damaged". Rule FH-2.
 */
export function inflateEntry(entry: ZipEntry, maxBytes: number): Uint8Array {
  const { name, compressed, declaredBytes } = entry;
  if (declaredBytes > compressed.length * (entry.method === 0 ? 1 : MAX_DEFLATE_RATIO) + 64) throw damaged(name);
  if (declaredBytes > maxBytes) throw new CodedError("file.too-large", { what: name, limit: maxBytes });
  let content = compressed;
  if (entry.method === 8) {
    try {
      // One byte more than declared shows a stream that is longer than it says.
      content = inflateSync(compressed, { out: new Uint8Array(declaredBytes + 1) });
    } catch (error) {
      throw damaged(name, error);
    }
  }
  if (content.length !== declaredBytes || crc32(content) !== entry.crc) throw damaged(name);
  return content;
}

/** An entry from content; deflated where that makes it smaller. */
export function deflateEntry(name: string, content: Uint8Array): ZipEntry {
  const deflated = deflateSync(content, { level: 5 });
  const smaller = deflated.length < content.length;
  return {
    name,
    method: smaller ? 8 : 0,
    crc: crc32(content),
    declaredBytes: content.length,
    compressed: smaller ? deflated : content,
  };
}

/** 1980-01-01 00:00, the earliest time a ZIP can say: saving twice gives the same bytes. */
const FIXED_DOS_DATE = 0x0021;
const UTF8_NAME = 0x0800;

/** The archive, entries in the given order; already compressed data is copied, not compressed anew. Rule FH-31. */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array {
  const encoder = new TextEncoder();
  const names = entries.map((entry) => encoder.encode(entry.name));
  let total = 22;
  entries.forEach((entry, index) => {
    total += 76 + 2 * (names[index]?.length ?? 0) + entry.compressed.length;
  });
  const out = new Uint8Array(total);
  const view = new DataView(out.buffer);
  const offsets: number[] = [];
  let at = 0;
  entries.forEach((entry, index) => {
    const name = names[index] ?? new Uint8Array();
    offsets.push(at);
    view.setUint32(at, LOCAL_ENTRY, true);
    writeCommon(view, at + 4, entry, name);
    out.set(name, at + 30);
    out.set(entry.compressed, at + 30 + name.length);
    at += 30 + name.length + entry.compressed.length;
  });
  const directory = at;
  entries.forEach((entry, index) => {
    const name = names[index] ?? new Uint8Array();
    view.setUint32(at, DIRECTORY_ENTRY, true);
    view.setUint16(at + 4, 20, true);
    writeCommon(view, at + 6, entry, name);
    view.setUint32(at + 42, offsets[index] ?? 0, true);
    out.set(name, at + 46);
    at += 46 + name.length;
  });
  view.setUint32(at, END_OF_DIRECTORY, true);
  view.setUint16(at + 8, entries.length, true);
  view.setUint16(at + 10, entries.length, true);
  view.setUint32(at + 12, at - directory, true);
  view.setUint32(at + 16, directory, true);
  return out;
}

/** The 26 bytes that a local header and a directory entry share, from "version needed" to "extra length". */
function writeCommon(view: DataView, at: number, entry: ZipEntry, name: Uint8Array): void {
  view.setUint16(at, 20, true);
  // Plain ASCII names need no flag; some old readers stumble over it.
  view.setUint16(at + 2, name.length === entry.name.length ? 0 : UTF8_NAME, true);
  view.setUint16(at + 4, entry.method, true);
  view.setUint16(at + 8, FIXED_DOS_DATE, true);
  view.setUint32(at + 10, entry.crc, true);
  view.setUint32(at + 14, entry.compressed.length, true);
  view.setUint32(at + 18, entry.method === 0 ? entry.compressed.length : entry.declaredBytes, true);
  view.setUint16(at + 22, name.length, true);
}
