import { createScanner, END_OF_TEXT, localName, nextTag, OPEN_TAG, attribute } from "../xml/xml-scanner";

/** Colours of a new workbook where the file has no theme, in the order of the theme attribute. */
const DEFAULT_THEME = ["FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47", "0563C1", "954F72"];
/** The file lists dark before light; the theme attribute counts light before dark. */
const SCHEME_ORDER = ["lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"];

/** "RRGGBB" by theme index. */
export function readThemeColors(text: string, part: string): readonly string[] {
  const scanner = createScanner(text, part);
  const colors = new Map<string, string>();
  let current: string | null = null;
  while (nextTag(scanner) !== END_OF_TEXT) {
    if (scanner.kind !== OPEN_TAG) continue;
    const name = localName(scanner);
    if (name === "fontScheme" || name === "fmtScheme") break;
    if (SCHEME_ORDER.includes(name)) current = name;
    else if (current !== null && (name === "srgbClr" || name === "sysClr")) {
      const value = attribute(scanner, name === "srgbClr" ? "val" : "lastClr");
      if (value !== null && /^[0-9A-Fa-f]{6}$/.test(value)) colors.set(current, value.toUpperCase());
      current = null;
    }
  }
  return SCHEME_ORDER.map((name, index) => colors.get(name) ?? DEFAULT_THEME[index] ?? "000000");
}

export function defaultThemeColors(): readonly string[] {
  return DEFAULT_THEME;
}

function channel(value: number): string {
  return Math.round(Math.min(1, Math.max(0, value)) * 255)
    .toString(16)
    .toUpperCase()
    .padStart(2, "0");
}

function hueToChannel(p: number, q: number, hue: number): number {
  const h = hue < 0 ? hue + 1 : hue > 1 ? hue - 1 : hue;
  if (h < 1 / 6) return p + (q - p) * 6 * h;
  if (h < 1 / 2) return q;
  if (h < 2 / 3) return p + (q - p) * (2 / 3 - h) * 6;
  return p;
}

/** Tint of ECMA-376 18.3.1.15: the luminance moves towards black (negative) or white. */
export function tinted(color: string, tint: number): string {
  if (tint === 0) return color;
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => parseInt(color.slice(at, at + 2), 16) / 255);
  const max = Math.max(r, g, b);
  const min = Math.min(r, g, b);
  const before = (max + min) / 2;
  const delta = max - min;
  const saturation = delta === 0 ? 0 : delta / (1 - Math.abs(2 * before - 1));
  let hue = 0;
  if (delta !== 0) hue = (max === r ? ((g - b) / delta + 6) % 6 : max === g ? (b - r) / delta + 2 : (r - g) / delta + 4) / 6;
  const light = tint < 0 ? before * (1 + tint) : before * (1 - tint) + tint;
  const q = light < 0.5 ? light * (1 + saturation) : light + saturation - light * saturation;
  const p = 2 * light - q;
  return [hue + 1 / 3, hue, hue - 1 / 3].map((h) => channel(hueToChannel(p, q, h))).join("");
}

const INDEXED = (
  "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF " +
  "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF " +
  "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 " +
  "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
).split(" ");

/** Colour of the fixed palette; `null` for "automatic" (64, 65) and beyond. */
export function indexedColor(index: number): string | null {
  return INDEXED[index] ?? null;
}
