import { CodedError } from "../../../core/coded-error";

/** Streams of an OLE2 compound file by their path without the root, for example "Workbook". */
export type CompoundFile = ReadonlyMap<string, Uint8Array>;

const SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const END_OF_CHAIN = 0xfffffffe;
const MAX_NORMAL_SECTOR = 0xfffffffa;
const NO_STREAM = 0xffffffff;

export function looksLikeCompoundFile(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

function damaged(): CodedError {
  return new CodedError("file.damaged", { part: "OLE2" });
}

type Sectors = { readonly view: DataView; readonly bytes: Uint8Array; readonly size: number };

function sectorOffset(sectors: Sectors, sector: number): number {
  const at = (sector + 1) * sectors.size;
  if (sector > MAX_NORMAL_SECTOR || at >= sectors.bytes.length) throw damaged();
  return at;
}

/** The sectors of a stream one after the other; a chain that comes back to itself is damaged. */
function chain(table: Uint32Array, start: number): readonly number[] {
  const sectors: number[] = [];
  for (let sector = start; sector !== END_OF_CHAIN; sector = table[sector] ?? NO_STREAM) {
    if (sector >= table.length || sectors.length > table.length) throw damaged();
    sectors.push(sector);
  }
  return sectors;
}

function allocationTable(sectors: Sectors): Uint32Array {
  const { view, size } = sectors;
  const perSector = size / 4;
  const places: number[] = [];
  for (let n = 0; n < 109; n++) {
    const sector = view.getUint32(76 + n * 4, true);
    if (sector <= MAX_NORMAL_SECTOR) places.push(sector);
  }
  let more = view.getUint32(68, true);
  for (let n = 0; more <= MAX_NORMAL_SECTOR; n++) {
    if (n > sectors.bytes.length / size) throw damaged();
    const at = sectorOffset(sectors, more);
    for (let k = 0; k < perSector - 1; k++) {
      const sector = view.getUint32(at + k * 4, true);
      if (sector <= MAX_NORMAL_SECTOR) places.push(sector);
    }
    more = view.getUint32(at + (perSector - 1) * 4, true);
  }
  const table = new Uint32Array(places.length * perSector);
  places.forEach((sector, index) => {
    const at = sectorOffset(sectors, sector);
    for (let k = 0; k < perSector && at + k * 4 + 4 <= view.byteLength; k++) table[index * perSector + k] = view.getUint32(at + k * 4, true);
  });
  return table;
}

function readChain(sectors: Sectors, table: Uint32Array, start: number, bytes: number): Uint8Array {
  const places = chain(table, start);
  const out = new Uint8Array(Math.min(bytes, places.length * sectors.size));
  places.forEach((sector, index) => {
    const room = out.length - index * sectors.size;
    if (room <= 0) return;
    const at = sectorOffset(sectors, sector);
    out.set(sectors.bytes.subarray(at, Math.min(at + Math.min(sectors.size, room), sectors.bytes.length)), index * sectors.size);
  });
  return out;
}

type Entry = { readonly name: string; readonly type: number; readonly left: number; readonly right: number; readonly child: number; readonly start: number; readonly bytes: number };

function readEntries(directory: Uint8Array): readonly Entry[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  const entries: Entry[] = [];
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const nameBytes = Math.min(64, Math.max(0, view.getUint16(at + 64, true) - 2));
    entries.push({
      name: new TextDecoder("utf-16le").decode(directory.subarray(at, at + nameBytes)),
      type: view.getUint8(at + 66),
      left: view.getUint32(at + 68, true),
      right: view.getUint32(at + 72, true),
      child: view.getUint32(at + 76, true),
      start: view.getUint32(at + 116, true),
      bytes: view.getUint32(at + 120, true),
    });
  }
  return entries;
}

/** The streams of a compound file (MS-CFB). Error "file.damaged". Rule FH-7. */
export function readCompoundFile(bytes: Uint8Array): CompoundFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 512) throw damaged();
  const size = 1 << view.getUint16(30, true);
  if (size !== 512 && size !== 4096) throw damaged();
  const sectors: Sectors = { view, bytes, size };
  const table = allocationTable(sectors);
  const entries = readEntries(readChain(sectors, table, view.getUint32(48, true), bytes.length));
  const root = entries[0];
  if (!root) throw damaged();
  const smallLimit = view.getUint32(56, true);
  const smallTableStart = view.getUint32(60, true);
  let small: { readonly table: Uint32Array; readonly content: Uint8Array } | null = null;
  const smallStream = (start: number, length: number): Uint8Array => {
    if (!small) {
      const raw = readChain(sectors, table, smallTableStart, bytes.length);
      const rawView = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
      const smallTable = new Uint32Array(raw.length >> 2);
      for (let n = 0; n < smallTable.length; n++) smallTable[n] = rawView.getUint32(n * 4, true);
      small = { table: smallTable, content: readChain(sectors, table, root.start, root.bytes) };
    }
    const { content } = small;
    const places = chain(small.table, start);
    const out = new Uint8Array(Math.min(length, places.length * 64));
    places.forEach((sector, index) => {
      out.set(content.subarray(sector * 64, sector * 64 + Math.min(64, Math.max(0, out.length - index * 64))), index * 64);
    });
    return out;
  };
  const streams = new Map<string, Uint8Array>();
  const seen = new Set<number>();
  const visit: { readonly index: number; readonly folder: string }[] = [{ index: root.child, folder: "" }];
  for (let next = visit.pop(); next; next = visit.pop()) {
    const entry = next.index === NO_STREAM ? undefined : entries[next.index];
    if (!entry || seen.has(next.index)) continue;
    seen.add(next.index);
    visit.push({ index: entry.left, folder: next.folder }, { index: entry.right, folder: next.folder });
    if (entry.type === 1) {
      streams.set(`${next.folder}${entry.name}/`, new Uint8Array());
      visit.push({ index: entry.child, folder: `${next.folder}${entry.name}/` });
    } else if (entry.type === 2) {
      const content = entry.bytes === 0 ? new Uint8Array() : entry.bytes < smallLimit ? smallStream(entry.start, entry.bytes) : readChain(sectors, table, entry.start, entry.bytes);
      streams.set(next.folder + entry.name, content);
    }
  }
  return streams;
}
