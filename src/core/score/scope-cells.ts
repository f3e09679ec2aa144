import type { Finding } from "../check/finding";
import { textOf } from "../grid/cell";
import { valueAt } from "../grid/snapshot";
import { CELL, cell, HEADER, INPUT, listRule, type OwnSheetDraft } from "./own-sheet-draft";
import { SCHEME_NAMES, type NameLookup } from "./own-names";
import { reader } from "./rule-words";
import { SCHEME_KINDS, type SchemeKind, type SchemeScope } from "./scheme-scope";
import { statedCells } from "./stated-cells";

/** Rows for units that are there to be filled, and how many stay free. */
const UNIT_ROWS = 8;
const SPARE_ROWS = 4;
const UNITS = 3;

const kindOfWord = reader<SchemeKind>({ annual: ["年度指标", "Annual"], special: ["专项", "Special"] });

/** What a scheme is called, who approved it, when and for whom it holds; the first row after them. (SC-71, SC-72) */
export function draftScope({ draft, names, validations, texts }: OwnSheetDraft, scope: SchemeScope, first: number): number {
  const lines = [
    [SCHEME_NAMES.schemeKind, texts["scope.kind"], texts[`scope.${scope.kind}`]],
    [SCHEME_NAMES.schemeName, texts["scope.name"], scope.name],
    [SCHEME_NAMES.schemeApproval, texts["scope.approval"], scope.approval],
    [SCHEME_NAMES.schemeFrom, texts["scope.from"], scope.validFrom],
    [SCHEME_NAMES.schemeTo, texts["scope.to"], scope.validTo],
  ] as const;
  lines.forEach(([name, label, value], index) => {
    const area = cell(first + index, 1);
    draft.value(first + index, 0, label);
    if (value !== "") draft.value(first + index, 1, value);
    draft.style(cell(first + index, 0), CELL);
    draft.style(area, { ...INPUT, numberFormat: "@" });
    names.push({ name, area, hidden: false });
  });
  validations.push({ area: cell(first, 1), rule: listRule(texts, SCHEME_KINDS.map((kind) => texts[`scope.${kind}`])) });
  draft.value(first, UNITS, texts["scope.units"]);
  draft.style(cell(first, UNITS), HEADER);
  const rows = Math.max(UNIT_ROWS, scope.units.length + SPARE_ROWS);
  const units = { row: first + 1, column: UNITS, rows, columns: 1 };
  scope.units.forEach((unit, index) => draft.value(units.row + index, UNITS, unit));
  draft.style(units, { ...INPUT, numberFormat: "@" });
  names.push({ name: SCHEME_NAMES.schemeUnits, area: units, hidden: false });
  return Math.max(first + lines.length, units.row + rows);
}

/** The same as the sheet states it now. (SC-71) */
export function readScope(names: NameLookup, base: SchemeScope): { readonly scope: SchemeScope; readonly findings: readonly Finding[] } {
  const { stated, findings } = statedCells(names);
  const text = (name: string, kept: string): string => {
    const place = names.area(name);
    return place ? textOf(valueAt(place.sheet, place.area.row, place.area.column)).trim() : kept;
  };
  const place = names.area(SCHEME_NAMES.schemeUnits);
  const units = place ? Array.from({ length: place.area.rows }, (_, index) => textOf(valueAt(place.sheet, place.area.row + index, place.area.column)).trim()) : base.units;
  return {
    scope: {
      kind: stated(SCHEME_NAMES.schemeKind, base.kind, kindOfWord),
      name: text(SCHEME_NAMES.schemeName, base.name),
      approval: text(SCHEME_NAMES.schemeApproval, base.approval),
      validFrom: text(SCHEME_NAMES.schemeFrom, base.validFrom),
      validTo: text(SCHEME_NAMES.schemeTo, base.validTo),
      units: [...new Set(units.filter((unit) => unit !== ""))],
    },
    findings,
  };
}
