import { cellA1, columnName, quoteSheetName, toAbsoluteA1 } from "../grid/address";
import type { WorkbookSnapshot } from "../grid/snapshot";
import type { Edit } from "../plan/edit";
import { DEFAULT_PROTECTION, liftProtection } from "../plan/lift-protection";
import { decimal, toNumber, type Exact } from "../score/decimal";
import { quoted } from "../score/formula-text";
import { CELL, HEADER, NOTE, TITLE } from "../score/own-sheet-draft";
import { LINE_HEIGHT } from "../score/own-sheet";
import { fillText } from "../score/sheet-texts";
import { sheetDraft } from "../score/sheet-draft";
import { anchoredArea } from "../store/anchors";
import type { Performance } from "../template/scoring-table";
import { LINE_COLUMNS, type Ledger } from "./ledger";
import { PERIOD_COLUMNS, SCHEME_COLUMNS } from "./ledger-layout";
import type { LedgerTexts } from "./ledger-texts";
import { SETTING_NAMES } from "./new-ledger";
import type { Year, YearTable } from "./roll-up";

const YEAR_NAMES: Readonly<Record<Performance, string>> = { unit: "_TS_ledger_year_unit", person: "_TS_ledger_year_person" };
const FIRST_PART = 3;
const SCHEME_ROW = 2;
const PERIOD_ROW = 3;
const WEIGHT_ROW = 4;
const FIRST_SUBJECT = 5;

/** Sheets of the year beside the ledger's, whose every number is a formula of the ledger's cells. (LG-13) */
export function rollUpEdits(workbook: WorkbookSnapshot, ledger: Ledger, year: Year, texts: LedgerTexts): readonly Edit[] {
  const gone: Edit[] = (["unit", "person"] as const)
    .filter((kind) => !year.tables.some((table) => table.kind === kind))
    .flatMap((kind) => {
      const stale = anchoredArea(workbook, YEAR_NAMES[kind]);
      return stale ? [{ kind: "defineName", name: YEAR_NAMES[kind], refersTo: null, hidden: true } as const, { kind: "deleteSheet", sheetId: stale.sheetId } as const] : [];
    });
  return liftProtection(workbook, [...gone, ...year.tables.flatMap((table) => yearSheet(workbook, ledger, year.year, table, texts))]).edits;
}

function yearSheet(workbook: WorkbookSnapshot, ledger: Ledger, year: number, table: YearTable, texts: LedgerTexts): readonly Edit[] {
  const anchored = anchoredArea(workbook, YEAR_NAMES[table.kind]);
  const existing = workbook.sheets.find((sheet) => sheet.sheetId === anchored?.sheetId) ?? null;
  const sheetId = existing?.sheetId ?? `twinscore-year-${table.kind}`;
  const name = existing?.name ?? unusedName(workbook, texts[`sheet.year.${table.kind}`]);
  const draft = sheetDraft();
  const ledgerSheet = quoteSheetName(ledger.sheets[table.kind].name);
  const gap = quoted(texts["year.gap"]);
  draft.value(0, 0, fillText(texts["year.title"], { year, name: texts[`sheet.${table.kind}`] }));
  draft.style({ row: 0, column: 0, rows: 1, columns: 1 }, TITLE);
  draft.value(1, 0, texts["year.note"]);
  draft.style({ row: 1, column: 0, rows: 1, columns: 1 }, NOTE);
  for (const [column, text] of [texts["line.key"], texts["line.name"], texts["line.group"]].entries()) draft.value(PERIOD_ROW, column, text);
  draft.value(WEIGHT_ROW, 2, texts["year.weight"]);
  let column = FIRST_PART;
  const parts = table.schemes.map(({ scheme, periods }) => {
    const first = column;
    const score = first + periods.length;
    draft.value(SCHEME_ROW, first, scheme.name);
    periods.forEach((period, at) => {
      draft.value(PERIOD_ROW, first + at, period.text);
      draft.formula(WEIGHT_ROW, first + at, weightFormula(cellOf(ledger.sheets.periods.name, period.row, PERIOD_COLUMNS.weight), gap), weightValue(period.weight, texts));
    });
    draft.value(PERIOD_ROW, score, texts["year.schemeScore"]);
    draft.formula(WEIGHT_ROW, score, weightFormula(cellOf(ledger.sheets.schemes.name, scheme.row, SCHEME_COLUMNS.weight), gap), weightValue(scheme.weight, texts));
    column = score + 1;
    return { first, last: score - 1, score };
  });
  const final = column;
  draft.value(PERIOD_ROW, final, texts["year.final"]);
  table.subjects.forEach((subject, index) => {
    const row = FIRST_SUBJECT + index;
    [subject.key, subject.name, subject.group].forEach((text, at) => draft.value(row, at, text));
    const scores: string[] = [];
    const weights: string[] = [];
    parts.forEach(({ first, last, score }, part) => {
      (subject.cells[part] ?? []).forEach((cell, at) => {
        if (cell.kind === "gap") draft.value(row, first + at, texts["year.gap"]);
        if (cell.kind !== "line") return;
        const at1 = (name: "score" | "full"): string => `${ledgerSheet}!${toAbsoluteA1({ row: cell.line.row, column: LINE_COLUMNS.indexOf(name), rows: 1, columns: 1 })}`;
        draft.formula(row, first + at, `=IF(COUNT(${at1("score")},${at1("full")},${SETTING_NAMES.fullTotal})=3,ROUND(${at1("score")}*${SETTING_NAMES.fullTotal}/${at1("full")},10),${gap})`, cell.value ? toNumber(cell.value) : texts["year.gap"]);
      });
      const values = `${cellA1(row, first)}:${cellA1(row, last)}`;
      const own = `$${columnName(first)}$${WEIGHT_ROW + 1}:$${columnName(last)}$${WEIGHT_ROW + 1}`;
      const total = `SUMPRODUCT(${own},ISNUMBER(${values})*1)`;
      const result = subject.schemeScores[part] ?? null;
      draft.formula(
        row,
        score,
        `=IF(COUNTA(${values})=0,"",IF(OR(COUNTA(${values})>COUNT(${values}),COUNT(${own})<${last - first + 1}),${gap},IF(${total}=0,${gap},ROUND(SUMPRODUCT(${own},${values})/${total},10))))`,
        result === "gap" ? texts["year.gap"] : result ? toNumber(result) : "",
      );
      scores.push(cellA1(row, score));
      weights.push(`$${columnName(score)}$${WEIGHT_ROW + 1}`);
    });
    const sum = scores.map((score, at) => `IF(ISNUMBER(${score}),${score}*${weights[at] ?? ""},0)`).join("+");
    const total = scores.map((score, at) => `IF(ISNUMBER(${score}),${weights[at] ?? ""},0)`).join("+");
    const isOpen = [...scores.map((score) => `${score}=${gap}`), `COUNT(${scores.join(",")})=0`, `COUNT(${weights.join(",")})<${weights.length}`].join(",");
    draft.formula(row, final, `=IF(OR(${isOpen}),"",IF(${total}=0,"",ROUND(ROUND((${sum})/(${total}),10),${SETTING_NAMES.digits})))`, subject.final === null ? "" : toNumber(decimal(subject.final)));
  });
  const height = table.subjects.length;
  draft.style({ row: SCHEME_ROW, column: 0, rows: 3, columns: final + 1 }, HEADER);
  draft.style({ row: FIRST_SUBJECT, column: 0, rows: height, columns: final + 1 }, CELL);
  draft.style({ row: FIRST_SUBJECT, column: FIRST_PART, rows: height, columns: final - FIRST_PART }, { numberFormat: "0.00##" });
  draft.style({ row: FIRST_SUBJECT, column: final, rows: height, columns: 1 }, { bold: true, numberFormat: ledger.digits ? `0.${"0".repeat(ledger.digits)}` : "0" });
  return [
    existing ? { kind: "clearSheet", sheetId } : { kind: "addSheet", sheetId, name, visibility: "visible", after: null },
    { kind: "defineName", name: YEAR_NAMES[table.kind], refersTo: `${quoteSheetName(name)}!$A$1`, hidden: true },
    ...draft.edits(sheetId),
    { kind: "setColumns", sheetId, column: 0, columns: 3, width: 16 },
    { kind: "setColumns", sheetId, column: FIRST_PART, columns: final - FIRST_PART + 1, width: 11 },
    { kind: "setRowHeight", sheetId, row: SCHEME_ROW, rows: height + 3, height: LINE_HEIGHT },
    { kind: "freezePanes", sheetId, rows: FIRST_SUBJECT, columns: FIRST_PART },
    { kind: "setPageLayout", sheetId, layout: { orientation: "landscape", fitToWidth: true, titleRows: { first: SCHEME_ROW, last: WEIGHT_ROW }, footer: "&C&P / &N" } },
    { kind: "setProtection", sheetId, options: DEFAULT_PROTECTION },
  ];
}

function unusedName(workbook: WorkbookSnapshot, wanted: string): string {
  const taken = new Set(workbook.sheets.map((sheet) => sheet.name.toLowerCase()));
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted}-${n}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

function cellOf(sheet: string, row: number, column: number): string {
  return `${quoteSheetName(sheet)}!${toAbsoluteA1({ row, column, rows: 1, columns: 1 })}`;
}

/** A weight, or that it is none: a blank cell referred to would be 0. (LG-11) */
function weightFormula(reference: string, gap: string): string {
  return `=IF(ISNUMBER(${reference}),IF(${reference}>=0,${reference},${gap}),${gap})`;
}

function weightValue(weight: Exact | null, texts: LedgerTexts): number | string {
  return weight ? toNumber(weight) : texts["year.gap"];
}
