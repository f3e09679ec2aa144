import { MAX_COLUMNS } from "../../../core/grid/address";
import { indexedColor } from "../read/theme-colors";
import { escapeAttribute } from "../xml/xml-text";
import { BIFF, eachRecord, SINGLE_CELL_RECORDS } from "./biff-records";
import type { ConvertedColumn, ConvertedLook, ConvertedRow } from "./converted-package";

const LINES = ["none", "thin", "medium", "dashed", "dotted", "thick", "double", "hair", "mediumDashed", "dashDot", "mediumDashDot", "dashDotDot", "mediumDashDotDot", "slantDashDot"];
const PATTERNS = (
  "none solid mediumGray darkGray lightGray darkHorizontal darkVertical darkDown darkUp darkGrid darkTrellis " +
  "lightHorizontal lightVertical lightDown lightUp lightGrid lightTrellis gray125 gray0625"
).split(" ");
const HORIZONTAL = ["general", "left", "center", "right", "fill", "justify", "centerContinuous", "distributed"];
const VERTICAL = ["top", "center", "bottom", "justify", "distributed"];

/** Text after its character count: a flag byte, then one or two bytes a character. */
function biffText(stream: DataView, at: number, characters: number): string {
  const wide = (stream.getUint8(at) & 1) === 1;
  const bytes = new Uint8Array(stream.buffer, stream.byteOffset + at + 1, characters * (wide ? 2 : 1));
  if (wide) return new TextDecoder("utf-16le").decode(bytes);
  return Array.from(bytes, (code) => String.fromCharCode(code)).join("");
}

function colorXml(tag: string, index: number, palette: readonly string[]): string {
  const color = index >= 8 && index < 64 ? (palette[index - 8] ?? indexedColor(index)) : index < 8 ? indexedColor(index) : null;
  return color === null ? "" : `<${tag} rgb="FF${color}"/>`;
}

function readPalette(stream: DataView, at: number): readonly string[] {
  const colors: string[] = [];
  for (let n = 0; n < stream.getUint16(at, true); n++) {
    const hex = [0, 1, 2].map((k) => stream.getUint8(at + 2 + n * 4 + k).toString(16).padStart(2, "0"));
    colors.push(hex.join("").toUpperCase());
  }
  return colors;
}

function fontXml(stream: DataView, at: number, palette: readonly string[]): string {
  const flags = stream.getUint16(at + 2, true);
  const characters = stream.getUint8(at + 14);
  const underline = stream.getUint8(at + 10);
  return (
    "<font>" +
    (stream.getUint16(at + 6, true) >= 600 ? "<b/>" : "") +
    (flags & 2 ? "<i/>" : "") +
    (flags & 8 ? "<strike/>" : "") +
    (underline === 0 ? "" : `<u${(underline & 3) === 2 ? ' val="double"' : ""}/>`) +
    `<sz val="${String(stream.getUint16(at, true) / 20)}"/>` +
    colorXml("color", stream.getUint16(at + 4, true), palette) +
    `<name val="${escapeAttribute(biffText(stream, at + 15, characters))}"/><charset val="${String(stream.getUint8(at + 12))}"/></font>`
  );
}

function borderXml(stream: DataView, at: number, palette: readonly string[]): string {
  const first = stream.getUint32(at + 10, true);
  const second = stream.getUint32(at + 14, true);
  const side = (tag: string, line: number, color: number): string => {
    const style = LINES[line] ?? "none";
    return style === "none" ? `<${tag}/>` : `<${tag} style="${style}">${colorXml("color", color, palette)}</${tag}>`;
  };
  return (
    "<border>" +
    side("left", first & 15, (first >>> 16) & 127) +
    side("right", (first >>> 4) & 15, (first >>> 23) & 127) +
    side("top", (first >>> 8) & 15, second & 127) +
    side("bottom", (first >>> 12) & 15, (second >>> 7) & 127) +
    "<diagonal/></border>"
  );
}

function fillXml(stream: DataView, at: number, palette: readonly string[]): string {
  const pattern = PATTERNS[stream.getUint32(at + 14, true) >>> 26] ?? "none";
  const colors = stream.getUint16(at + 18, true);
  if (pattern === "none") return '<fill><patternFill patternType="none"/></fill>';
  return `<fill><patternFill patternType="${pattern}">${colorXml("fgColor", colors & 127, palette)}${colorXml("bgColor", (colors >>> 7) & 127, palette)}</patternFill></fill>`;
}

function alignmentXml(stream: DataView, at: number): string {
  const flags = stream.getUint8(at + 6);
  const rotation = stream.getUint8(at + 7);
  const more = stream.getUint8(at + 8);
  const attributes = [
    flags & 7 ? `horizontal="${HORIZONTAL[flags & 7] ?? "general"}"` : "",
    ((flags >>> 4) & 7) === 2 ? "" : `vertical="${VERTICAL[(flags >>> 4) & 7] ?? "bottom"}"`,
    rotation === 0 ? "" : `textRotation="${String(rotation)}"`,
    flags & 8 ? 'wrapText="1"' : "",
    more & 15 ? `indent="${String(more & 15)}"` : "",
    more & 16 ? 'shrinkToFit="1"' : "",
  ].filter((attribute) => attribute !== "");
  return attributes.length === 0 ? "" : `<alignment ${attributes.join(" ")}/>`;
}

/** Elements kept once, numbered in the order of their first use. */
function numbered(fixed: readonly string[]): { readonly list: string[]; indexOf(xml: string): number } {
  const list = [...fixed];
  const places = new Map(list.map((xml, index) => [xml, index]));
  return {
    list,
    indexOf(xml) {
      const known = places.get(xml);
      if (known !== undefined) return known;
      places.set(xml, list.length);
      list.push(xml);
      return list.length - 1;
    },
  };
}

type Globals = { readonly fonts: readonly number[]; readonly cellFormats: readonly number[]; readonly numberFormats: ReadonlyMap<number, string>; readonly palette: readonly string[] };

function readGlobals(stream: DataView): Globals {
  const fonts: number[] = [];
  const cellFormats: number[] = [];
  const numberFormats = new Map<number, string>();
  let palette: readonly string[] = [];
  eachRecord(stream, 0, ({ type, at }) => {
    if (type === BIFF.font) fonts.push(at);
    else if (type === BIFF.cellFormat) cellFormats.push(at);
    else if (type === BIFF.numberFormat) numberFormats.set(stream.getUint16(at, true), biffText(stream, at + 4, stream.getUint16(at + 2, true)));
    else if (type === BIFF.palette) palette = readPalette(stream, at);
    return type !== BIFF.end;
  });
  return { fonts, cellFormats, numberFormats, palette };
}

/** The styles part of a BIFF8 workbook: cell formats keep their numbers, so that cells can keep theirs. */
export function biffStylesXml(stream: DataView): string {
  const { fonts, cellFormats, numberFormats, palette } = readGlobals(stream);
  const fills = numbered(['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>']);
  const borders = numbered(["<border><left/><right/><top/><bottom/><diagonal/></border>"]);
  const formats = cellFormats.map((at) => {
    const font = stream.getUint16(at, true);
    const protection = stream.getUint16(at + 4, true);
    const alignment = alignmentXml(stream, at);
    const protectionXml =
      (protection & 3) === 1 ? "" : `<protection${protection & 1 ? "" : ' locked="0"'}${protection & 2 ? ' hidden="1"' : ""}/>`;
    // Number 4 is left out of the file's list of fonts.
    const fontId = font > 4 ? font - 1 : font;
    return (
      `<xf numFmtId="${String(stream.getUint16(at + 2, true))}" fontId="${String(fontId < fonts.length ? fontId : 0)}" fillId="${String(fills.indexOf(fillXml(stream, at, palette)))}" ` +
      `borderId="${String(borders.indexOf(borderXml(stream, at, palette)))}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1"` +
      (alignment + protectionXml === "" ? "/>" : `>${alignment}${protectionXml}</xf>`)
    );
  });
  const list = (tag: string, items: readonly string[]): string => `<${tag} count="${String(items.length)}">${items.join("")}</${tag}>`;
  const written = [...numberFormats].filter(([id]) => id >= 164).map(([id, code]) => `<numFmt numFmtId="${String(id)}" formatCode="${escapeAttribute(code)}"/>`);
  return (
    (written.length === 0 ? "" : list("numFmts", written)) +
    list("fonts", fonts.map((at) => fontXml(stream, at, palette))) +
    list("fills", fills.list) +
    list("borders", borders.list) +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    list("cellXfs", formats) +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="0"/>'
  );
}

/** How one sheet of a BIFF8 workbook looks: formats of cells (blank ones too), rows, columns, protection. */
export function biffSheetLook(stream: DataView, from: number): ConvertedLook {
  const cells = new Map<number, number>();
  const rows = new Map<number, ConvertedRow>();
  const columns: ConvertedColumn[] = [];
  const protection = { isOn: false, passwordHash: 0 };
  let depth = 0;
  eachRecord(stream, from, ({ type, at, bytes }) => {
    if (type === BIFF.begin) depth++;
    else if (type === BIFF.end) depth--;
    // Charts inside the sheet have records of their own between their begin and end.
    else if (depth === 1) {
      if (SINGLE_CELL_RECORDS.has(type)) cells.set(stream.getUint16(at, true) * MAX_COLUMNS + stream.getUint16(at + 2, true), stream.getUint16(at + 4, true));
      else if (type === BIFF.multipleRk || type === BIFF.multipleBlank) {
        const step = type === BIFF.multipleRk ? 6 : 2;
        const first = stream.getUint16(at + 2, true);
        for (let n = 0; 4 + (n + 1) * step + 2 <= bytes; n++) cells.set(stream.getUint16(at, true) * MAX_COLUMNS + first + n, stream.getUint16(at + 4 + n * step, true));
      } else if (type === BIFF.row) {
        const flags = stream.getUint16(at + 12, true);
        rows.set(stream.getUint16(at, true), {
          heightPoints: flags & 0x40 ? (stream.getUint16(at + 6, true) & 0x7fff) / 20 : null,
          hidden: (flags & 0x20) !== 0,
          style: flags & 0x80 ? stream.getUint16(at + 14, true) & 0xfff : null,
        });
      } else if (type === BIFF.columnInfo) {
        columns.push({
          first: stream.getUint16(at, true),
          last: Math.min(stream.getUint16(at + 2, true), 255),
          width: stream.getUint16(at + 4, true) / 256,
          style: stream.getUint16(at + 6, true),
          hidden: (stream.getUint16(at + 8, true) & 1) === 1,
        });
      } else if (type === BIFF.protect) protection.isOn = stream.getUint16(at, true) === 1;
      else if (type === BIFF.password) protection.passwordHash = stream.getUint16(at, true);
    }
    return depth > 0;
  });
  return { cells, rows, columns, protection: protection.isOn ? { passwordHash: protection.passwordHash } : null };
}
