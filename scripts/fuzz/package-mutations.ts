import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import type { SeededRandom } from "../sample/seeded-random";
import { XML_MUTATIONS } from "./xml-mutations";

/** Changes a whole file. What it gives need not be a zip any more. */
type FileMutation = (bytes: Uint8Array, random: SeededRandom) => Uint8Array;
type Parts = Record<string, Uint8Array>;

const randomBytes = (count: number, random: SeededRandom): Uint8Array => Uint8Array.from({ length: count }, () => random.integer(0, 255));

function joined(...pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

const FILE_MUTATIONS: Readonly<Record<string, FileMutation>> = {
  "bytes flipped": (bytes, random) => {
    const changed = bytes.slice();
    for (let count = random.pick([1, 4, 64]); count > 0; count--) changed[random.integer(0, changed.length - 1)] = random.integer(0, 255);
    return changed;
  },
  "cut short": (bytes, random) => bytes.slice(0, random.integer(0, bytes.length)),
  "stretch missing": (bytes, random) => {
    const from = random.integer(0, bytes.length);
    return joined(bytes.slice(0, from), bytes.slice(from + random.integer(1, 2000)));
  },
  "stretch twice": (bytes, random) => {
    const from = random.integer(0, bytes.length);
    const to = from + random.integer(1, 2000);
    return joined(bytes.slice(0, to), bytes.slice(from));
  },
  "garbage before": (bytes, random) => joined(randomBytes(random.integer(1, 300), random), bytes),
  "garbage after": (bytes, random) => joined(bytes, randomBytes(random.integer(1, 70_000), random)),
  "only garbage": (_, random) => joined(strToU8(random.pick(["", "PK\u0003\u0004", "PK\u0005\u0006", "<?xml", "{\\rtf1", "%PDF-"])), randomBytes(random.integer(0, 3000), random)),
  "compound document with garbage": (_, random) => joined(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), randomBytes(random.integer(0, 6000), random)),
  "old sheet records with garbage": (_, random) => joined(Uint8Array.of(9, 8, 16, 0, 0, 6, 5, 0), randomBytes(random.integer(0, 3000), random)),
  // Local headers and the central directory start with PK: their fields are sizes, offsets, methods and flags.
  "zip header fields": (bytes, random) => {
    const changed = bytes.slice();
    const headers: number[] = [];
    for (let at = 0; at + 4 < changed.length; at++) if (changed[at] === 0x50 && changed[at + 1] === 0x4b && (changed[at + 2] ?? 9) < 8) headers.push(at);
    for (let count = random.integer(1, 3); count > 0 && headers.length > 0; count--) {
      const at = random.pick(headers) + random.integer(4, 44);
      const value = random.pick([0, 1, 8, 9, 0x7f, 0x80, 0xff]);
      for (let length = random.pick([1, 2, 4]), index = 0; index < length && at + index < changed.length; index++) changed[at + index] = value;
    }
    return changed;
  },
};

/** Likely victims: the parts that the reader understands. */
const READ_PARTS = /(worksheets\/[^/]+\.xml|workbook\.xml|styles\.xml|sharedStrings\.xml|table\d*\.xml|\.rels|\[Content_Types\]\.xml|theme\d*\.xml)$/;

type PartsMutation = (parts: Parts, name: string, random: SeededRandom) => void;

const PARTS_MUTATIONS: Readonly<Record<string, PartsMutation>> = {
  "part gone": (parts, name) => {
    Reflect.deleteProperty(parts, name);
  },
  "part emptied": (parts, name) => {
    parts[name] = new Uint8Array();
  },
  "parts swapped": (parts, name, random) => {
    const other = random.pick(Object.keys(parts));
    const held = parts[name];
    const otherHeld = parts[other];
    if (held && otherHeld) [parts[name], parts[other]] = [otherHeld, held];
  },
  "part renamed": (parts, name, random) => {
    const held = parts[name];
    Reflect.deleteProperty(parts, name);
    const renamed = random.pick([name.toUpperCase(), `/${name}`, name.replaceAll("/", "\\"), `../${name}`, `${name}%20`, `${name}/`, encodeURIComponent(name), "x".repeat(60_000)]);
    if (held) parts[renamed] = held;
  },
  "part in two spellings": (parts, name) => {
    const held = parts[name];
    if (held) parts[name.toUpperCase()] = held;
  },
  "part of garbage": (parts, name, random) => {
    parts[name] = randomBytes(random.integer(1, 5000), random);
  },
  "part in UTF-16": (parts, name, random) => {
    const text = strFromU8(parts[name] ?? new Uint8Array()).replace(/^<\?xml[^>]*\?>/, random.pick(["", '<?xml version="1.0" encoding="UTF-16"?>']));
    const little = random.pick([true, false]);
    const bytes = new Uint8Array(text.length * 2 + 2);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, 0xfeff, little);
    for (let index = 0; index < text.length; index++) view.setUint16(index * 2 + 2, text.charCodeAt(index), little);
    parts[name] = random.pick([bytes, bytes.slice(2), bytes.slice(0, -1)]);
  },
  "part with a byte order mark and bad UTF-8": (parts, name, random) => {
    parts[name] = joined(Uint8Array.of(0xef, 0xbb, 0xbf), parts[name] ?? new Uint8Array(), randomBytes(random.pick([0, 3]), random));
  },
  "very many parts": (parts, _, random) => {
    for (let index = random.pick([100, 25_000]); index > 0; index--) parts[`xl/media/${index}.bin`] = new Uint8Array(1);
  },
  "zeros": (parts, name, random) => {
    parts[random.pick([name, "xl/media/zeros.bin"])] = new Uint8Array(random.pick([1_000_000, 60_000_000]));
  },
  "blanks": (parts, name) => {
    parts[name] = new Uint8Array(30_000_000).fill(0x20);
  },
  "prototype names": (parts) => {
    parts["xl/constructor"] = strToU8("<x/>");
    parts["toString"] = strToU8("<x/>");
  },
};

/** A mutated file and, for the report, how it came about. */
export type Mutated = { readonly bytes: Uint8Array; readonly how: readonly string[] };

/** One to three mutations; most of them inside the XML of a part that is read. */
export function mutated(base: Uint8Array, random: SeededRandom): Mutated {
  const how: string[] = [];
  const kind = random.integer(0, 9);
  let parts: Parts | null;
  try {
    parts = kind < 2 ? null : unzipSync(base);
  } catch {
    // Not a zip (an .xls for instance): only its bytes can be changed.
    parts = null;
  }
  if (!parts) {
    const name = random.pick(Object.keys(FILE_MUTATIONS));
    return { bytes: FILE_MUTATIONS[name]?.(base, random) ?? base, how: [name] };
  }
  for (let count = random.pick([1, 1, 1, 2, 3]); count > 0; count--) {
    const names = Object.keys(parts);
    const read = names.filter((name) => READ_PARTS.test(name));
    if (names.length === 0) break;
    const part = random.pick(random.integer(0, 9) > 0 && read.length > 0 ? read : names);
    if (kind < 4) {
      const name = random.pick(Object.keys(PARTS_MUTATIONS));
      PARTS_MUTATIONS[name]?.(parts, part, random);
      how.push(`${name}: ${part}`);
    } else {
      const name = random.pick(Object.keys(XML_MUTATIONS));
      const xml = strFromU8(parts[part] ?? new Uint8Array());
      const changed = XML_MUTATIONS[name]?.(xml, random) ?? xml;
      parts[part] = strToU8(changed);
      how.push(`${name}: ${part}${changed === xml ? " (nothing to change)" : ""}`);
    }
  }
  return { bytes: zipSync(parts, { level: 1 }), how };
}
