import { CodedError } from "../coded-error";
import type { Finding } from "../check/finding";
import type { WorkbookSnapshot } from "../grid/snapshot";
import type { Edit } from "../plan/edit";
import { liftProtection } from "../plan/lift-protection";
import { CELL, INPUT } from "../score/own-sheet-draft";
import { decimal, toNumber } from "../score/decimal";
import { sheetDraft, type SheetDraft } from "../score/sheet-draft";
import type { Performance } from "../template/scoring-table";
import type { FinalResult } from "./final-results";
import { closingCheck, LEDGER_KINDS, ledgerFinding, LINE_COLUMNS, lineCheck, lineKey, linesInForce, type Ledger, type LedgerScheme, type LineFields } from "./ledger";
import { PERIOD_COLUMNS, SCHEME_COLUMNS } from "./ledger-layout";
import type { LedgerTexts } from "./ledger-texts";
import { schemeRow, settingCell } from "./new-ledger";
import { parsePeriod, type Period } from "./period";

export type PostingOptions = {
  /** "2026-03" or "2026-Q1". */
  readonly period: string;
  /** A special scheme's name; `null`: the annual set. */
  readonly task: string | null;
  readonly approval: string | null;
  /** Validity of a special scheme that the ledger does not know yet; "": no limit. */
  readonly validFrom?: string;
  readonly validTo?: string;
  /** No other results may be posted for the period from now on. */
  readonly close: boolean;
  /** What the results were read from, for people. */
  readonly source: string;
  /** ISO 8601 with offset. */
  readonly now: string;
};

export type PostedLine = { readonly kind: Performance; readonly fields: LineFields };

export type Posting = {
  readonly edits: readonly Edit[];
  /** New lines, corrections included (they name the line that they correct). */
  readonly posted: readonly PostedLine[];
  /** Results that stand in the ledger as they are. */
  readonly unchanged: number;
  readonly closes: boolean;
  readonly findings: readonly Finding[];
};

/**
 * What posting these results would write. Errors (CodedError): "ledger.period", "ledger.period-closed",
 * "ledger.unapproved", "ledger.approval-differs", "ledger.scheme-expired", "ledger.mixed-periods", "ledger.password". (LG-2 to LG-9)
 *
 * `resultsComplete`: nobody was left out of the results; else the period is not closed.
 */
export function planPosting(workbook: WorkbookSnapshot, ledger: Ledger, results: readonly FinalResult[], resultsComplete: boolean, options: PostingOptions, texts: LedgerTexts): Posting {
  const period = parsePeriod(options.period);
  if (!period) throw new CodedError("ledger.period", { text: options.period });
  const { scheme, isNew } = schemeOf(ledger, options, period);
  const drafts = { unit: sheetDraft(), person: sheetDraft(), schemes: sheetDraft(), periods: sheetDraft() };
  const posted: PostedLine[] = [];
  let unchanged = 0;
  for (const kind of LEDGER_KINDS) {
    const lines = ledger.lines[kind];
    const inForce = linesInForce(lines);
    let previous = lines.at(-1)?.check ?? "";
    let number = lines.reduce((highest, line) => Math.max(highest, Number(/^[UP](\d{1,9})$/.exec(line.fields.id)?.[1] ?? 0)), 0);
    let row = Math.max(1, ledger.sheets[kind].end);
    const first = row;
    for (const result of results) {
      if (result.kind !== kind) continue;
      const standing = inForce.get(lineKey({ period: period.text, scheme: scheme.name, key: result.key })) ?? null;
      if (standing && standing.fields.score === result.score && standing.fields.full === result.full) {
        unchanged += 1;
        continue;
      }
      number += 1;
      const fields: LineFields = {
        id: `${kind === "unit" ? "U" : "P"}${number}`,
        period: period.text,
        scheme: scheme.name,
        key: result.key,
        name: result.name,
        group: result.group,
        score: result.score,
        full: result.full,
        approval: scheme.approval,
        corrects: standing?.fields.id ?? "",
        source: options.source,
        postedAt: options.now,
      };
      previous = lineCheck(previous, fields);
      for (const [column, name] of LINE_COLUMNS.entries()) {
        const text = name === "check" ? previous : fields[name];
        if (text !== "") drafts[kind].value(row, column, name === "score" || name === "full" ? toNumber(decimal(text)) : text);
      }
      posted.push({ kind, fields });
      row += 1;
    }
    if (row === first) continue;
    const score = LINE_COLUMNS.indexOf("score");
    drafts[kind].style({ row: first, column: 0, rows: row - first, columns: LINE_COLUMNS.length }, { ...CELL, numberFormat: "@" });
    drafts[kind].style({ row: first, column: score, rows: row - first, columns: 2 }, { numberFormat: "General" });
    setting(drafts.schemes, kind === "unit" ? "lastUnit" : "lastPerson", previous);
  }
  const known = ledger.periods.find((candidate) => candidate.text === period.text) ?? null;
  if (known?.isClosed && posted.length > 0) {
    throw new CodedError("ledger.period-closed", { period: period.text, closedAt: known.closedAt, count: posted.length, subjects: posted.slice(0, 12).map((line) => line.fields.name) });
  }
  const findings: Finding[] = [...ledger.findings];
  const wantsClosing = options.close && known?.isClosed !== true;
  const closes = wantsClosing && resultsComplete && ledger.findings.length === 0 && (results.length > 0 || known !== null);
  if (wantsClosing && !closes) findings.push(ledgerFinding(ledger.sheets.periods, "ledger.not-closed", "error", null, { period: period.text }));
  if (isNew && posted.length > 0) schemeRow(drafts.schemes, scheme.row, scheme.name, texts["scheme.special"], scheme.approval, scheme.validFrom, scheme.validTo);
  if (!isNew && posted.length > 0 && ledger.schemes.some((candidate) => candidate.row === scheme.row && candidate.approval !== scheme.approval)) {
    drafts.schemes.value(scheme.row, SCHEME_COLUMNS.approval, scheme.approval);
  }
  const row = known?.row ?? Math.max(1, ledger.sheets.periods.end);
  if (!known && (posted.length > 0 || closes)) {
    drafts.periods.style({ row, column: 0, rows: 1, columns: 4 }, { ...CELL, numberFormat: "@" });
    drafts.periods.style({ row, column: PERIOD_COLUMNS.weight, rows: 1, columns: 1 }, { ...INPUT, numberFormat: "General" });
    drafts.periods.value(row, PERIOD_COLUMNS.name, period.text);
    drafts.periods.value(row, PERIOD_COLUMNS.weight, 1);
  }
  if (closes) {
    drafts.periods.value(row, PERIOD_COLUMNS.closedAt, options.now);
    drafts.periods.value(row, PERIOD_COLUMNS.check, closingCheck(period.text, options.now));
    setting(drafts.schemes, "closed", ledger.periods.filter((candidate) => candidate.isClosed).length + 1);
  }
  const { edits, refused } = liftProtection(workbook, (["unit", "person", "schemes", "periods"] as const).flatMap((name) => drafts[name].edits(ledger.sheets[name].sheetId)));
  if (refused.length > 0) throw new CodedError("ledger.password", { sheets: refused.map((sheet) => sheet.name) });
  return { edits, posted, unchanged, closes, findings };
}

function setting(draft: SheetDraft, name: "lastUnit" | "lastPerson" | "closed", value: string | number): void {
  const { row, column } = settingCell(name);
  draft.value(row, column, value);
}

/** The scheme that results belong to, whether it is new to the ledger; refuses what nobody approved or is not valid then. (LG-3) */
function schemeOf(ledger: Ledger, options: PostingOptions, period: Period): { readonly scheme: LedgerScheme; readonly isNew: boolean } {
  const [annual] = ledger.schemes;
  if (!annual) throw new CodedError("ledger.foreign");
  const task = options.task?.trim() ?? annual.name;
  const known = ledger.schemes.find((candidate) => candidate.name === task) ?? null;
  const validity = known ?? { validFrom: options.validFrom?.trim() ?? "", validTo: options.validTo?.trim() ?? "" };
  const given = options.approval?.trim() ?? "";
  const approval = known?.approval !== undefined && known.approval !== "" ? known.approval : given;
  if (task !== annual.name && approval === "") throw new CodedError("ledger.unapproved", { scheme: task });
  if (given !== "" && given !== approval) throw new CodedError("ledger.approval-differs", { scheme: task, given, known: approval });
  const limits = [validity.validFrom, validity.validTo].map((text) => (text === "" ? null : parsePeriod(text)));
  if ((validity.validFrom !== "" && !limits[0]) || (validity.validTo !== "" && !limits[1])) throw new CodedError("ledger.period", { text: limits[0] || validity.validFrom === "" ? validity.validTo : validity.validFrom });
  if ((limits[0] && period.first < limits[0].first) || (limits[1] && period.last > limits[1].last)) {
    throw new CodedError("ledger.scheme-expired", { scheme: task, from: validity.validFrom, to: validity.validTo, period: period.text });
  }
  for (const line of LEDGER_KINDS.flatMap((kind) => ledger.lines[kind])) {
    const other = line.fields.scheme === task ? parsePeriod(line.fields.period) : null;
    if (other && other.text !== period.text && other.first <= period.last && period.first <= other.last) throw new CodedError("ledger.mixed-periods", { scheme: task, period: period.text, other: other.text });
  }
  const row = Math.max(...ledger.schemes.map((candidate) => candidate.row)) + 1;
  return { scheme: known ? { ...known, approval } : { name: task, approval, ...(task === annual.name ? { validFrom: "", validTo: "" } : validity), weight: null, row }, isNew: known === null };
}
