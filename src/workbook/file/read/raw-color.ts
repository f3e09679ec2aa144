import { attribute, numberAttribute, type XmlScanner } from "../xml/xml-scanner";
import { indexedColor, tinted } from "./theme-colors";

/** A colour as a sheet writes it, before the workbook's theme is known. */
export type RawColor = { readonly rgb: string | null; readonly theme: number | null; readonly indexed: number | null; readonly tint: number };

/** Colour of the current element. */
export function rawColor(scanner: XmlScanner): RawColor {
  const rgb = attribute(scanner, "rgb");
  const theme = attribute(scanner, "theme");
  const indexed = attribute(scanner, "indexed");
  return {
    rgb: rgb !== null && /^([0-9A-Fa-f]{2})?[0-9A-Fa-f]{6}$/.test(rgb) ? rgb.slice(-6).toUpperCase() : null,
    theme: theme === null ? null : Number(theme),
    indexed: indexed === null ? null : Number(indexed),
    tint: numberAttribute(scanner, "tint", 0),
  };
}

/** "RRGGBB", or `null` for an automatic or unknown colour. */
export function resolvedColor(color: RawColor, theme: readonly string[], palette: readonly string[] = []): string | null {
  if (color.rgb !== null) return tinted(color.rgb, color.tint);
  if (color.theme !== null) {
    const found = theme[color.theme];
    return found === undefined ? null : tinted(found, color.tint);
  }
  if (color.indexed === null) return null;
  const found = palette[color.indexed] ?? indexedColor(color.indexed);
  return found === null ? null : tinted(found, color.tint);
}
