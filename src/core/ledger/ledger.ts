import type { Finding } from "../check/finding";
import type { Rect } from "../grid/address";
import { joinUnambiguously } from "../archive/canonical-cell";
import type { Exact } from "../score/decimal";
import { checkLetters } from "../store/checksum";
import type { Performance } from "../template/scoring-table";

/** The layout of ledgers that this program writes. */
export const LEDGER_VERSION = 1;

export const LEDGER_KINDS = ["unit", "person"] as const satisfies readonly Performance[];

/** Hidden names by which a ledger's sheets are found; each points to the first cell of its sheet's table. */
export const LEDGER_NAMES = {
  unit: "_TS_ledger_unit",
  person: "_TS_ledger_person",
  schemes: "_TS_ledger_schemes",
  periods: "_TS_ledger_periods",
} as const;

/** Columns of a ledger's sheet. */
export const LINE_COLUMNS = ["id", "period", "scheme", "key", "name", "group", "score", "full", "approval", "corrects", "source", "postedAt", "check"] as const;
export type LineColumn = (typeof LINE_COLUMNS)[number];

/** What a line says; texts as they stand in its cells, numbers as decimal texts. */
export type LineFields = Readonly<Record<Exclude<LineColumn, "check">, string>>;

/** A line of a ledger and where it stands. */
export type LedgerLine = {
  readonly fields: LineFields;
  readonly row: number;
  readonly check: string;
  /** `null`: its cells hold no number (any more). */
  readonly score: Exact | null;
  readonly full: Exact | null;
};

/** One set of indicators: the annual one stands first, then the special schemes. Months as texts, "" where nothing limits. (LG-3) */
export type LedgerScheme = { readonly name: string; readonly approval: string; readonly validFrom: string; readonly validTo: string; readonly weight: Exact | null; readonly row: number };

export type LedgerPeriod = { readonly text: string; readonly weight: Exact | null; readonly closedAt: string; /** A closing stands there, or did. */ readonly isClosed: boolean; readonly row: number };

/** A sheet of the ledger: its id, its name, and the first row below all contents. */
export type LedgerSheet = { readonly sheetId: string; readonly name: string; readonly end: number };

export type Ledger = {
  readonly lines: Readonly<Record<Performance, readonly LedgerLine[]>>;
  readonly schemes: readonly LedgerScheme[];
  readonly periods: readonly LedgerPeriod[];
  readonly fullTotal: Exact | null;
  readonly digits: number | null;
  readonly sheets: Readonly<Record<keyof typeof LEDGER_NAMES, LedgerSheet>>;
  /** Lines that were changed by hand, and other things that do not hold together. */
  readonly findings: readonly Finding[];
};

const CHECK_LETTERS = 10;

/** The check of a line, which goes on from the line above: a line changed, added or taken away by hand shows. (LG-6) */
export function lineCheck(previous: string, fields: LineFields): string {
  const values = LINE_COLUMNS.flatMap((column) => (column === "check" ? [] : [fields[column].normalize("NFC")]));
  return checkLetters(joinUnambiguously(["twinscore-ledger/1", previous, ...values]), CHECK_LETTERS);
}

/** The check of a closed period. */
export function closingCheck(period: string, closedAt: string): string {
  return checkLetters(joinUnambiguously(["twinscore-closing/1", period, closedAt]), CHECK_LETTERS);
}

/** What a result is posted under, once. (LG-4) */
export function lineKey({ period, scheme, key }: Pick<LineFields, "period" | "scheme" | "key">): string {
  return joinUnambiguously([period, scheme, key]);
}

/** The line that counts for each key: the last one. */
export function linesInForce(lines: readonly LedgerLine[]): ReadonlyMap<string, LedgerLine> {
  return new Map(lines.map((line) => [lineKey(line.fields), line] as const));
}

/** A finding at cells of a sheet. */
export function ledgerFinding(sheet: LedgerSheet, code: string, severity: Finding["severity"], area: Rect | null, params: Finding["params"]): Finding {
  return { code, severity, sheetId: sheet.sheetId, sheetName: sheet.name, area, params };
}
