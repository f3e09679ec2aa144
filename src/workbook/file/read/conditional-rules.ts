import type { Rect } from "../../../core/grid/address";
import { attribute, booleanAttribute, END_OF_TEXT, localName, nextTag, numberAttribute, OPEN_TAG, readText, skipElement, type XmlScanner } from "../xml/xml-scanner";
import { decodeCellText, decodeEntities } from "../xml/xml-text";
import { parseAreas } from "./areas";
import { type RawColor, rawColor } from "./raw-color";

/** A point of a scale or bar: what its value is measured by. */
export type ScalePoint = { readonly type: string; readonly value: string | null };

/** A rule of a conditional format as the file has it. `kind` is the file's own word ("cellIs", "expression", "colorScale" …). */
export type ParsedConditionalRule = {
  readonly areas: readonly Rect[];
  readonly kind: string;
  /** Lower comes first and wins. */
  readonly priority: number;
  readonly stopIfTrue: boolean;
  /** Number of the look it gives, or `null`. */
  readonly change: number | null;
  readonly operator: string;
  /** Without "=", relative to the first cell of the first area. */
  readonly formulas: readonly string[];
  readonly points: readonly ScalePoint[];
  readonly colors: readonly RawColor[];
  /** "top10": how many, whether per cent, whether from the bottom. "aboveAverage": whether above, equal too, standard deviations. */
  readonly rank: number;
  readonly percent: boolean;
  readonly bottom: boolean;
  readonly above: boolean;
  readonly equalAverage: boolean;
  readonly deviations: number;
  /** Data bars: whether the number is shown beside. */
  readonly showValue: boolean;
};

type OpenRule = Omit<ParsedConditionalRule, "areas">;

function readRule(scanner: XmlScanner): OpenRule {
  const change = attribute(scanner, "dxfId");
  const rule = {
    kind: attribute(scanner, "type") ?? "",
    priority: numberAttribute(scanner, "priority", Number.MAX_SAFE_INTEGER),
    stopIfTrue: booleanAttribute(scanner, "stopIfTrue", false),
    change: change === null ? null : Number(change),
    operator: attribute(scanner, "operator") ?? "",
    rank: numberAttribute(scanner, "rank", 10),
    percent: booleanAttribute(scanner, "percent", false),
    bottom: booleanAttribute(scanner, "bottom", false),
    above: booleanAttribute(scanner, "aboveAverage", true),
    equalAverage: booleanAttribute(scanner, "equalAverage", false),
    deviations: numberAttribute(scanner, "stdDev", 0),
  };
  const formulas: string[] = [];
  const points: ScalePoint[] = [];
  const colors: RawColor[] = [];
  let showValue = true;
  if (!scanner.selfClosing) {
    const outside = scanner.depth - 1;
    while (nextTag(scanner) !== END_OF_TEXT && scanner.depth > outside) {
      if (scanner.kind !== OPEN_TAG) continue;
      const name = localName(scanner);
      if (name === "formula" || name === "f") formulas.push(decodeCellText(readText(scanner)));
      else if (name === "cfvo") {
        const value = attribute(scanner, "val");
        points.push({ type: attribute(scanner, "type") ?? "num", value: value === null ? null : (decodeEntities(value) ?? value) });
      } else if (name === "color") colors.push(rawColor(scanner));
      else if (name === "dataBar") showValue = booleanAttribute(scanner, "showValue", true);
      else if (name === "extLst" || name === "dxf") skipElement(scanner);
    }
  }
  return { ...rule, formulas, points, colors, showValue };
}

/** From an open `conditionalFormatting` (of either namespace) to its end. */
export function readConditionalFormatting(scanner: XmlScanner, areas: Rect[], rules: ParsedConditionalRule[]): void {
  const own = [...parseAreas(attribute(scanner, "sqref") ?? "")];
  const open: OpenRule[] = [];
  if (!scanner.selfClosing) {
    const outside = scanner.depth - 1;
    while (nextTag(scanner) !== END_OF_TEXT && scanner.depth > outside) {
      if (scanner.kind !== OPEN_TAG) continue;
      const name = localName(scanner);
      if (name === "sqref") own.push(...parseAreas(readText(scanner)));
      else if (name === "cfRule") open.push(readRule(scanner));
    }
  }
  areas.push(...own);
  for (const rule of open) rules.push({ ...rule, areas: own });
}
