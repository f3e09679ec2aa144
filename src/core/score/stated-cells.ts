import type { Finding } from "../check/finding";
import { toA1 } from "../grid/address";
import { isBlank, textOf } from "../grid/cell";
import { valueAt } from "../grid/snapshot";
import { cell } from "./own-sheet-draft";
import type { NameLookup } from "./own-names";

/** Reads named cells of the scheme sheet one by one, and gathers what is wrong with them. */
export type StatedCells = {
  /** What the cell states, as `read` understands it; `kept` where there is no such cell, or none of use in it. (SC-21) */
  readonly stated: <T extends string | number>(name: string, kept: T, read: (text: string) => T | null) => T;
  readonly findings: readonly Finding[];
};

export function statedCells(names: NameLookup): StatedCells {
  const findings: Finding[] = [];
  return {
    findings,
    stated(name, kept, read) {
      const place = names.area(name);
      if (!place) return kept;
      const { sheet, area } = place;
      const value = valueAt(sheet, area.row, area.column);
      const found = isBlank(value) ? null : read(textOf(value));
      if (found !== null) return found;
      const at = cell(area.row, area.column);
      findings.push({ code: "scheme.value-invalid", severity: "error", sheetId: sheet.sheetId, sheetName: sheet.name, area: at, params: { cell: toA1(at), name, value: textOf(value), kept: String(kept) } });
      return kept;
    },
  };
}
