import type { Rect } from "../grid/address";
import { quoteSheetName } from "../grid/address";
import type { Edit } from "../plan/edit";
import { DEFAULT_PROTECTION } from "../plan/lift-protection";
import { CELL, HEADER, INPUT } from "../score/own-sheet-draft";
import { sheetDraft } from "../score/sheet-draft";
import { LEDGER_NAMES, LEDGER_VERSION, LINE_COLUMNS } from "./ledger";
import { SCHEME_COLUMNS, SETTING_LABEL, SETTING_ROWS, SETTING_VALUE } from "./ledger-layout";
import type { LedgerTexts } from "./ledger-texts";

/** Names of settings that formulas of the year use. */
export const SETTING_NAMES = { fullTotal: "TS_full", digits: "TS_digits" } as const;

const NEW_SETTINGS: Readonly<Record<keyof typeof SETTING_ROWS, string | number>> = { fullTotal: 100, digits: 2, version: LEDGER_VERSION, lastUnit: "", lastPerson: "", closed: 0 };
const WIDTHS: Readonly<Partial<Record<(typeof LINE_COLUMNS)[number], number>>> = { id: 7, period: 10, scheme: 18, key: 16, name: 18, group: 16, score: 9, full: 8, approval: 18, corrects: 9, source: 30, postedAt: 26, check: 14 };

/** Edits that make a ledger of an empty workbook; its first sheet, `first`, goes. (LG-1) */
export function newLedgerEdits(first: string, texts: LedgerTexts): readonly Edit[] {
  const sheet = (name: keyof typeof LEDGER_NAMES): string => `twinscore-ledger-${name}`;
  const edits: Edit[] = [];
  const add = (name: keyof typeof LEDGER_NAMES): void => {
    edits.push(
      { kind: "addSheet", sheetId: sheet(name), name: texts[`sheet.${name}`], visibility: "visible", after: null },
      { kind: "defineName", name: LEDGER_NAMES[name], refersTo: `${quoteSheetName(texts[`sheet.${name}`])}!$A$1`, hidden: true },
    );
  };
  const fill = (name: keyof typeof LEDGER_NAMES, headers: readonly string[], widths: readonly number[], more: (draft: ReturnType<typeof sheetDraft>) => void): void => {
    const draft = sheetDraft();
    headers.forEach((text, column) => draft.value(0, column, text));
    draft.style({ row: 0, column: 0, rows: 1, columns: headers.length }, HEADER);
    more(draft);
    edits.push(
      ...draft.edits(sheet(name)),
      ...widths.map((width, column): Edit => ({ kind: "setColumns", sheetId: sheet(name), column, columns: 1, width })),
      { kind: "freezePanes", sheetId: sheet(name), rows: 1, columns: 0 },
      {
        kind: "setPageLayout",
        sheetId: sheet(name),
        layout: { orientation: "landscape", fitToWidth: true, titleRows: { first: 0, last: 0 }, footer: "&C&P / &N" },
      },
      { kind: "setProtection", sheetId: sheet(name), options: DEFAULT_PROTECTION },
    );
  };
  for (const name of ["unit", "person", "schemes", "periods"] as const) add(name);
  edits.push({ kind: "deleteSheet", sheetId: first });
  for (const kind of ["unit", "person"] as const) {
    fill(kind, LINE_COLUMNS.map((column) => texts[`line.${column}`]), LINE_COLUMNS.map((column) => WIDTHS[column] ?? 10), () => undefined);
  }
  const schemeHeaders = (["name", "kind", "approval", "from", "to", "weight"] as const).map((column) => texts[`scheme.${column}`]);
  fill("schemes", schemeHeaders, [22, 10, 22, 12, 12, 8, 3, 26, 16], (draft) => {
    schemeRow(draft, 1, texts["scheme.annual"], texts["scheme.annual"], "");
    for (const name of Object.keys(SETTING_ROWS) as readonly (keyof typeof SETTING_ROWS)[]) {
      draft.value(SETTING_ROWS[name], SETTING_LABEL, texts[`setting.${name}`]);
      draft.value(SETTING_ROWS[name], SETTING_VALUE, NEW_SETTINGS[name]);
    }
    draft.style({ row: 0, column: SETTING_LABEL, rows: Object.keys(SETTING_ROWS).length, columns: 2 }, CELL);
    draft.style(settingCell("fullTotal"), INPUT);
    draft.style(settingCell("digits"), INPUT);
  });
  fill("periods", [texts["period.name"], texts["period.weight"], texts["period.closedAt"], texts["period.check"]], [12, 8, 28, 14], () => undefined);
  const schemes = quoteSheetName(texts["sheet.schemes"]);
  edits.push(
    { kind: "defineName", name: SETTING_NAMES.fullTotal, refersTo: `${schemes}!$I$${SETTING_ROWS.fullTotal + 1}`, hidden: false },
    { kind: "defineName", name: SETTING_NAMES.digits, refersTo: `${schemes}!$I$${SETTING_ROWS.digits + 1}`, hidden: false },
  );
  return edits;
}

/** The cell of a setting's value. */
export function settingCell(name: keyof typeof SETTING_ROWS): Rect {
  return { row: SETTING_ROWS[name], column: SETTING_VALUE, rows: 1, columns: 1 };
}

/** A line of the sheet of schemes; approval, validity and weight stay open to people. */
export function schemeRow(draft: ReturnType<typeof sheetDraft>, row: number, name: string, kind: string, approval: string, validFrom = "", validTo = ""): void {
  draft.style({ row, column: SCHEME_COLUMNS.name, rows: 1, columns: 2 }, { ...CELL, numberFormat: "@" });
  draft.style({ row, column: SCHEME_COLUMNS.approval, rows: 1, columns: 3 }, { ...INPUT, numberFormat: "@" });
  draft.style({ row, column: SCHEME_COLUMNS.weight, rows: 1, columns: 1 }, INPUT);
  draft.value(row, SCHEME_COLUMNS.name, name);
  draft.value(row, SCHEME_COLUMNS.kind, kind);
  if (approval !== "") draft.value(row, SCHEME_COLUMNS.approval, approval);
  if (validFrom !== "") draft.value(row, SCHEME_COLUMNS.from, validFrom);
  if (validTo !== "") draft.value(row, SCHEME_COLUMNS.to, validTo);
  draft.value(row, SCHEME_COLUMNS.weight, 1);
}
