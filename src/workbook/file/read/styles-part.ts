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
import type { BorderLine, CellLook, LookChange } from "./cell-look";
import { builtInNumberFormat } from "./number-formats";
import { rawColor, resolvedColor } from "./raw-color";
import { defaultThemeColors, readThemeColors } from "./theme-colors";

type Font = Pick<CellLook, "fontName" | "fontSize" | "bold" | "italic" | "underline" | "strike" | "fontColor">;
type Borders = Pick<CellLook, "top" | "bottom" | "left" | "right" | "falling" | "rising">;

const PLAIN_FONT: Font = { fontName: null, fontSize: 11, bold: false, italic: false, underline: "none", strike: false, fontColor: null };
const NO_BORDERS: Borders = { top: null, bottom: null, left: null, right: null, falling: null, rising: null };

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

/** How a cell without any format looks. */
export const DEFAULT_LOOK: CellLook = {
  ...PLAIN_FONT,
  ...NO_BORDERS,
  fill: null,
  horizontal: "general",
  vertical: "bottom",
  wrap: false,
  shrink: false,
  indent: 0,
  rotation: 0,
  numberFormat: "General",
  locked: true,
};

type Palette = { readonly theme: readonly string[]; readonly indexed: readonly string[] };

function readColor(scanner: XmlScanner, palette: Palette): string | null {
  return resolvedColor(rawColor(scanner), palette.theme, palette.indexed);
}

/** Calls `visit` for every element inside the current one, and leaves the scanner at its end. */
function eachInside(scanner: XmlScanner, visit: (name: string) => void): void {
  if (scanner.selfClosing) return;
  const outside = scanner.depth - 1;
  while (nextTag(scanner) !== END_OF_TEXT && scanner.depth > outside) if (scanner.kind === OPEN_TAG) visit(localName(scanner));
}

function readFont(scanner: XmlScanner, palette: Palette, plain: Partial<Font>): Partial<Font> {
  let font = plain;
  eachInside(scanner, (name) => {
    if (name === "b") font = { ...font, bold: booleanAttribute(scanner, "val", true) };
    else if (name === "i") font = { ...font, italic: booleanAttribute(scanner, "val", true) };
    else if (name === "strike") font = { ...font, strike: booleanAttribute(scanner, "val", true) };
    else if (name === "u") {
      const kind = attribute(scanner, "val") ?? "single";
      font = { ...font, underline: kind === "none" ? "none" : kind.startsWith("double") ? "double" : "single" };
    } else if (name === "sz") font = { ...font, fontSize: numberAttribute(scanner, "val", 11) };
    else if (name === "name") font = { ...font, fontName: attribute(scanner, "val") };
    else if (name === "color") font = { ...font, fontColor: readColor(scanner, palette) };
  });
  return font;
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

const SIDES: ReadonlyMap<string, "top" | "bottom" | "left" | "right"> = new Map([
  ["top", "top"],
  ["bottom", "bottom"],
  ["left", "left"],
  ["start", "left"],
  ["right", "right"],
  ["end", "right"],
]);

function readBorders(scanner: XmlScanner, palette: Palette): Borders {
  const falls = booleanAttribute(scanner, "diagonalDown", false);
  const rises = booleanAttribute(scanner, "diagonalUp", false);
  let borders = NO_BORDERS;
  let open: keyof Borders | "diagonal" | null = null;
  let line: BorderLine | null = null;
  const draw = (drawn: BorderLine | null): void => {
    line = drawn;
    if (open === "diagonal") borders = { ...borders, falling: falls ? drawn : null, rising: rises ? drawn : null };
    else if (open !== null) borders = { ...borders, [open]: drawn };
  };
  eachInside(scanner, (name) => {
    if (name === "color") {
      if (line) draw({ ...line, color: readColor(scanner, palette) });
      return;
    }
    open = name === "diagonal" ? "diagonal" : (SIDES.get(name) ?? null);
    const style = attribute(scanner, "style");
    draw(style === null || style === "none" ? null : { style, color: null });
  });
  return borders;
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

const VERTICAL: ReadonlyMap<string, CellLook["vertical"]> = new Map((["top", "center", "bottom", "justify", "distributed"] as const).map((name) => [name, name]));

type StyleParts = { readonly formats: ReadonlyMap<number, string>; readonly fonts: readonly Font[]; readonly fills: readonly (string | null)[]; readonly borders: readonly Borders[] };

function readFormat(scanner: XmlScanner, parts: StyleParts): CellLook {
  const formatId = numberAttribute(scanner, "numFmtId", 0);
  let look: CellLook = {
    ...DEFAULT_LOOK,
    ...parts.fonts[numberAttribute(scanner, "fontId", 0)],
    ...parts.borders[numberAttribute(scanner, "borderId", 0)],
    fill: parts.fills[numberAttribute(scanner, "fillId", 0)] ?? null,
    numberFormat: parts.formats.get(formatId) ?? builtInNumberFormat(formatId) ?? "General",
  };
  eachInside(scanner, (name) => {
    if (name === "alignment") {
      look = {
        ...look,
        horizontal: HORIZONTAL.get(attribute(scanner, "horizontal") ?? "general") ?? "general",
        vertical: VERTICAL.get(attribute(scanner, "vertical") ?? "bottom") ?? "bottom",
        indent: numberAttribute(scanner, "indent", 0),
        wrap: booleanAttribute(scanner, "wrapText", false),
        shrink: booleanAttribute(scanner, "shrinkToFit", false),
        rotation: numberAttribute(scanner, "textRotation", 0),
      };
    } else if (name === "protection") look = { ...look, locked: booleanAttribute(scanner, "locked", true) };
  });
  return look;
}

/** What recognition, plans and previews need of a look. */
function styleOf(look: CellLook): CellStyle {
  return {
    numberFormat: look.numberFormat,
    bold: look.bold,
    italic: look.italic,
    fontSize: look.fontSize,
    fontColor: look.fontColor,
    fill: look.fill,
    horizontal: look.horizontal,
    indent: look.indent,
    wrap: look.wrap,
    borderTop: look.top !== null,
    borderBottom: look.bottom !== null,
    borderLeft: look.left !== null,
    borderRight: look.right !== null,
    locked: look.locked,
  };
}

/** The look of a `dxf`: only what it changes. */
function readChange(scanner: XmlScanner, palette: Palette): LookChange {
  let change: LookChange = {};
  eachInside(scanner, (name) => {
    if (name === "font") change = { ...change, ...readFont(scanner, palette, {}) };
    else if (name === "fill") {
      const fill = readChangedFill(scanner, palette);
      if (fill !== null) change = { ...change, fill };
    } else if (name === "border") {
      const { top, bottom, left, right } = readBorders(scanner, palette);
      change = { ...change, ...(top && { top }), ...(bottom && { bottom }), ...(left && { left }), ...(right && { right }) };
    } else if (name === "numFmt") change = { ...change, numberFormat: attribute(scanner, "formatCode") ?? "General" };
    else skipElement(scanner);
  });
  return change;
}

/** In a conditional format a plain fill is the background colour, other than in a cell's. */
function readChangedFill(scanner: XmlScanner, palette: Palette): string | null {
  const colors = new Map<string, string | null>();
  let pattern = "solid";
  eachInside(scanner, (name) => {
    if (name === "patternFill") pattern = attribute(scanner, "patternType") ?? "solid";
    else colors.set(name, readColor(scanner, palette));
  });
  return pattern === "none" ? null : (colors.get("bgColor") ?? colors.get("fgColor") ?? null);
}

/** Everything that a workbook says about looks. */
export type StyleSheet = {
  /** By the number that cells carry. */
  readonly looks: readonly CellLook[];
  readonly styles: readonly CellStyle[];
  /** Of conditional formats, by their number. */
  readonly changes: readonly LookChange[];
};

function parseStyles(text: string, part: string, theme: readonly string[]): StyleSheet {
  const palette: Palette = { theme, indexed: readIndexedPalette(text, part) };
  const scanner = createScanner(text, part);
  const formats = new Map<number, string>();
  const fonts: Font[] = [];
  const fills: (string | null)[] = [];
  const borders: Borders[] = [];
  const looks: CellLook[] = [];
  const changes: LookChange[] = [];
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
          if (name === "font") fonts.push({ ...PLAIN_FONT, ...readFont(scanner, palette, PLAIN_FONT) });
        });
        break;
      case "fills":
        eachInside(scanner, (name) => {
          if (name === "fill") fills.push(readFill(scanner, palette));
        });
        break;
      case "borders":
        eachInside(scanner, (name) => {
          if (name === "border") borders.push(readBorders(scanner, palette));
        });
        break;
      case "cellXfs":
        eachInside(scanner, (name) => {
          if (name === "xf") looks.push(readFormat(scanner, { formats, fonts, fills, borders }));
        });
        break;
      case "dxfs":
        eachInside(scanner, (name) => {
          if (name === "dxf") changes.push(readChange(scanner, palette));
        });
        break;
      default:
        skipElement(scanner);
    }
  }
  return looks.length === 0 ? { ...NO_STYLES, changes } : { looks, styles: looks.map(styleOf), changes };
}

const NO_STYLES: StyleSheet = { looks: [DEFAULT_LOOK], styles: [DEFAULT_STYLE], changes: [] };

const cache = new WeakMap<Part, StyleSheet>();

/** Cell styles by the number that cells carry. Errors: "file.damaged", "file.unsafe-xml". Rule FH-13. */
export function readStyles(parts: PackageParts, stylesPart: string | null, themePart: string | null): readonly CellStyle[] {
  return readStyleSheet(parts, stylesPart, themePart).styles;
}

/** Looks, styles and the changes of conditional formats. Errors: "file.damaged", "file.unsafe-xml". */
export function readStyleSheet(parts: PackageParts, stylesPart: string | null, themePart: string | null): StyleSheet {
  const part = stylesPart === null ? null : findPart(parts, stylesPart);
  if (!part) return NO_STYLES;
  const known = cache.get(part);
  if (known) return known;
  const sheet = parseStyles(partText(parts, part), part.storedName, themeColorsOf(parts, themePart));
  cache.set(part, sheet);
  return sheet;
}

/** The theme's colours in the order of the theme attribute. */
export function themeColorsOf(parts: PackageParts, themePart: string | null): readonly string[] {
  const theme = themePart === null ? null : findPart(parts, themePart);
  return theme ? readThemeColors(partText(parts, theme), theme.storedName) : defaultThemeColors();
}
