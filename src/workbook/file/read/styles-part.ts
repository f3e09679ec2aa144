import type { CellStyle } from "../../../core/grid/snapshot";
import { findPart, type PackageParts, type Part, partText } from "../package/package-parts";
import {
  attribute,
  booleanAttribute,
  createScanner,
  END_OF_TEXT,
  isNamed,
  localName,
  nextTag,
  numberAttribute,
  OPEN_TAG,
  skipElement,
  type XmlScanner,
} from "../xml/xml-scanner";
import { builtInNumberFormat } from "./number-formats";
import { defaultThemeColors, indexedColor, readThemeColors, tinted } from "./theme-colors";

type Font = { readonly bold: boolean; readonly italic: boolean; readonly size: number; readonly color: string | null };
type Borders = { readonly top: boolean; readonly bottom: boolean; readonly left: boolean; readonly right: boolean };

const PLAIN_FONT: Font = { bold: false, italic: false, size: 11, color: null };
const NO_BORDERS: Borders = { top: false, bottom: false, left: false, right: false };

/** Excel's default style; also what an unknown style number means. */
export const DEFAULT_STYLE: CellStyle = {
  numberFormat: "General",
  bold: false,
  italic: false,
  fontSize: 11,
  fontColor: null,
  fill: null,
  horizontal: "general",
  indent: 0,
  wrap: false,
  borderTop: false,
  borderBottom: false,
  borderLeft: false,
  borderRight: false,
  locked: true,
};

const HORIZONTAL: ReadonlyMap<string, CellStyle["horizontal"]> = new Map(
  (["general", "left", "center", "right", "fill", "justify", "centerContinuous", "distributed"] as const).map((name) => [name, name]),
);

type Palette = { readonly theme: readonly string[]; readonly indexed: readonly string[] };

function readColor(scanner: XmlScanner, palette: Palette): string | null {
  const rgb = attribute(scanner, "rgb");
  const tint = numberAttribute(scanner, "tint", 0);
  if (rgb !== null && /^([0-9A-Fa-f]{2})?[0-9A-Fa-f]{6}$/.test(rgb)) return tinted(rgb.slice(-6).toUpperCase(), tint);
  const theme = attribute(scanner, "theme");
  if (theme !== null) {
    const color = palette.theme[Number(theme)];
    return color === undefined ? null : tinted(color, tint);
  }
  const indexed = attribute(scanner, "indexed");
  if (indexed === null) return null;
  const color = palette.indexed[Number(indexed)] ?? indexedColor(Number(indexed));
  return color === null ? null : tinted(color, tint);
}

/** Calls `visit` for every element inside the current one, and leaves the scanner at its end. */
function eachInside(scanner: XmlScanner, visit: (name: string) => void): void {
  if (scanner.selfClosing) return;
  const outside = scanner.depth - 1;
  while (nextTag(scanner) !== END_OF_TEXT && scanner.depth > outside) if (scanner.kind === OPEN_TAG) visit(localName(scanner));
}

function readFont(scanner: XmlScanner, palette: Palette): Font {
  let { bold, italic, size, color } = PLAIN_FONT;
  eachInside(scanner, (name) => {
    if (name === "b") bold = booleanAttribute(scanner, "val", true);
    else if (name === "i") italic = booleanAttribute(scanner, "val", true);
    else if (name === "sz") size = numberAttribute(scanner, "val", 11);
    else if (name === "color") color = readColor(scanner, palette);
  });
  return { bold, italic, size, color };
}

function readFill(scanner: XmlScanner, palette: Palette): string | null {
  let fill: string | null = null;
  let pattern = "none";
  eachInside(scanner, (name) => {
    if (name === "patternFill") pattern = attribute(scanner, "patternType") ?? "none";
    else if (name === "fgColor") fill = readColor(scanner, palette);
    else if (name === "gradientFill") pattern = "gradient";
    else if (name === "color" && fill === null) fill = readColor(scanner, palette);
  });
  return pattern === "none" ? null : fill;
}

function readBorders(scanner: XmlScanner): Borders {
  let { top, bottom, left, right } = NO_BORDERS;
  eachInside(scanner, (name) => {
    const line = attribute(scanner, "style");
    const drawn = line !== null && line !== "none";
    if (name === "top") top = drawn;
    else if (name === "bottom") bottom = drawn;
    else if (name === "left" || name === "start") left = drawn;
    else if (name === "right" || name === "end") right = drawn;
  });
  return { top, bottom, left, right };
}

/** The palette that some files define for themselves stands behind the formats that use it. */
function readIndexedPalette(text: string, part: string): readonly string[] {
  if (!text.includes("indexedColors")) return [];
  const scanner = createScanner(text, part);
  const colors: string[] = [];
  while (nextTag(scanner) !== END_OF_TEXT) {
    if (scanner.kind === OPEN_TAG && isNamed(scanner, "rgbColor")) colors.push((attribute(scanner, "rgb") ?? "").slice(-6).toUpperCase());
  }
  return colors;
}

function readFormat(scanner: XmlScanner, formats: ReadonlyMap<number, string>, fonts: readonly Font[], fills: readonly (string | null)[], borders: readonly Borders[]): CellStyle {
  const formatId = numberAttribute(scanner, "numFmtId", 0);
  const font = fonts[numberAttribute(scanner, "fontId", 0)] ?? PLAIN_FONT;
  const border = borders[numberAttribute(scanner, "borderId", 0)] ?? NO_BORDERS;
  const fill = fills[numberAttribute(scanner, "fillId", 0)] ?? null;
  let horizontal: CellStyle["horizontal"] = "general";
  let indent = 0;
  let wrap = false;
  let locked = true;
  eachInside(scanner, (name) => {
    if (name === "alignment") {
      horizontal = HORIZONTAL.get(attribute(scanner, "horizontal") ?? "general") ?? "general";
      indent = numberAttribute(scanner, "indent", 0);
      wrap = booleanAttribute(scanner, "wrapText", false);
    } else if (name === "protection") locked = booleanAttribute(scanner, "locked", true);
  });
  return {
    numberFormat: formats.get(formatId) ?? builtInNumberFormat(formatId) ?? "General",
    bold: font.bold,
    italic: font.italic,
    fontSize: font.size,
    fontColor: font.color,
    fill,
    horizontal,
    indent,
    wrap,
    borderTop: border.top,
    borderBottom: border.bottom,
    borderLeft: border.left,
    borderRight: border.right,
    locked,
  };
}

function parseStyles(text: string, part: string, theme: readonly string[]): readonly CellStyle[] {
  const palette: Palette = { theme, indexed: readIndexedPalette(text, part) };
  const scanner = createScanner(text, part);
  const formats = new Map<number, string>();
  const fonts: Font[] = [];
  const fills: (string | null)[] = [];
  const borders: Borders[] = [];
  const styles: CellStyle[] = [];
  nextTag(scanner);
  while (nextTag(scanner) !== END_OF_TEXT) {
    if (scanner.kind !== OPEN_TAG) continue;
    switch (localName(scanner)) {
      case "numFmts":
        eachInside(scanner, () => {
          formats.set(numberAttribute(scanner, "numFmtId", -1), attribute(scanner, "formatCode") ?? "General");
        });
        break;
      case "fonts":
        eachInside(scanner, (name) => {
          if (name === "font") fonts.push(readFont(scanner, palette));
        });
        break;
      case "fills":
        eachInside(scanner, (name) => {
          if (name === "fill") fills.push(readFill(scanner, palette));
        });
        break;
      case "borders":
        eachInside(scanner, (name) => {
          if (name === "border") borders.push(readBorders(scanner));
        });
        break;
      case "cellXfs":
        eachInside(scanner, (name) => {
          if (name === "xf") styles.push(readFormat(scanner, formats, fonts, fills, borders));
        });
        break;
      default:
        skipElement(scanner);
    }
  }
  return styles.length === 0 ? [DEFAULT_STYLE] : styles;
}

const cache = new WeakMap<Part, readonly CellStyle[]>();

/** Cell styles by the number that cells carry. Errors: "file.damaged", "file.unsafe-xml". Rule FH-13. */
export function readStyles(parts: PackageParts, stylesPart: string | null, themePart: string | null): readonly CellStyle[] {
  const part = stylesPart === null ? null : findPart(parts, stylesPart);
  if (!part) return [DEFAULT_STYLE];
  const known = cache.get(part);
  if (known) return known;
  const theme = themePart === null ? null : findPart(parts, themePart);
  const colors = theme ? readThemeColors(partText(parts, theme), theme.storedName) : defaultThemeColors();
  const styles = parseStyles(partText(parts, part), part.storedName, colors);
  cache.set(part, styles);
  return styles;
}
