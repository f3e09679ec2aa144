import { CodedError } from "../coded-error";
import type { Finding } from "../check/finding";
import { compareExact, decimalText, roundAt, roundScore, WORKING_DIGITS, ZERO, type Exact } from "../score/decimal";
import type { Performance } from "../template/scoring-table";
import { LEDGER_KINDS, ledgerFinding, lineKey, linesInForce, type Ledger, type LedgerLine, type LedgerPeriod, type LedgerScheme } from "./ledger";
import { PERIOD_COLUMNS, SCHEME_COLUMNS } from "./ledger-layout";
import { parsePeriod } from "./period";

/** A period's result in the year: on the full total; before joining; or not there without a reason. */
export type YearCell = { readonly kind: "line"; readonly line: LedgerLine; /** `null`: its cells hold no numbers. */ readonly value: Exact | null } | { readonly kind: "not-concerned" } | { readonly kind: "gap" };

/** A scheme's part of a year: its periods in order, and the score of each subject over them. */
export type YearScheme = { readonly scheme: LedgerScheme; readonly periods: readonly LedgerPeriod[] };

export type YearSubject = {
  readonly key: string;
  readonly name: string;
  readonly group: string;
  /** By scheme, then by its periods. */
  readonly cells: readonly (readonly YearCell[])[];
  /** By scheme, at 10 digits; "gap": withheld; `null`: not concerned. */
  readonly schemeScores: readonly (Exact | "gap" | null)[];
  /** At the stated digit, decimal text; `null`: withheld. */
  readonly final: string | null;
};

export type YearTable = { readonly kind: Performance; readonly schemes: readonly YearScheme[]; readonly subjects: readonly YearSubject[] };
export type Year = { readonly year: number; readonly tables: readonly YearTable[]; readonly findings: readonly Finding[] };

export type RollUpOptions = { /** `null`: the only one that the ledger has. */ readonly year: number | null; /** Names; empty: all. */ readonly schemes: readonly string[] };

/**
 * Periods of a year weighted into each scheme's score, schemes into the year's. Errors (CodedError): "ledger.empty",
 * "rollup.years", "rollup.scheme-unknown", "rollup.settings". What cannot be weighted is withheld and named, never 0. (LG-10 to LG-14)
 */
export function rollUp(ledger: Ledger, options: RollUpOptions): Year {
  const all = LEDGER_KINDS.flatMap((kind) => ledger.lines[kind]);
  const years = [...new Set(all.flatMap((line) => parsePeriod(line.fields.period)?.year ?? []))].sort((a, b) => a - b);
  const year = options.year ?? years[0];
  if (year === undefined) throw new CodedError("ledger.empty");
  if (!years.includes(year) || (options.year === null && years.length > 1)) throw new CodedError("rollup.years", { years: years.map(String) });
  for (const name of options.schemes) if (!ledger.schemes.some((scheme) => scheme.name === name)) throw new CodedError("rollup.scheme-unknown", { scheme: name, schemes: ledger.schemes.map((scheme) => scheme.name) });
  if (!ledger.fullTotal || ledger.digits === null) throw new CodedError("rollup.settings");
  const findings: Finding[] = [...ledger.findings];
  const tables = LEDGER_KINDS.flatMap((kind) => tableOf(ledger, kind, year, options.schemes, findings) ?? []);
  for (const { schemes } of tables) {
    for (const { scheme, periods } of schemes) {
      if (!scheme.weight) findings.push(ledgerFinding(ledger.sheets.schemes, "rollup.weight", "error", { row: scheme.row, column: SCHEME_COLUMNS.weight, rows: 1, columns: 1 }, { name: scheme.name }));
      for (const period of periods) {
        if (!period.weight) findings.push(ledgerFinding(ledger.sheets.periods, "rollup.weight", "error", { row: period.row, column: PERIOD_COLUMNS.weight, rows: 1, columns: 1 }, { name: period.text }));
      }
    }
  }
  return { year, tables, findings: uniqueFindings(findings) };
}

function tableOf(ledger: Ledger, kind: Performance, year: number, wanted: readonly string[], findings: Finding[]): YearTable | null {
  const lines = ledger.lines[kind].filter((line) => parsePeriod(line.fields.period)?.year === year);
  if (lines.length === 0) return null;
  const inForce = linesInForce(lines);
  const schemes = ledger.schemes.flatMap((scheme): readonly YearScheme[] => {
    if (wanted.length > 0 && !wanted.includes(scheme.name)) return [];
    const texts = new Set(lines.filter((line) => line.fields.scheme === scheme.name).map((line) => line.fields.period));
    const periods = ledger.periods.filter((period) => texts.has(period.text)).sort((a, b) => starts(a.text) - starts(b.text));
    return periods.length === 0 ? [] : [{ scheme, periods }];
  });
  const sheet = ledger.sheets[kind];
  for (const line of lines) {
    if (!ledger.periods.some(({ text }) => text === line.fields.period) || !ledger.schemes.some(({ name }) => name === line.fields.scheme)) {
      findings.push(ledgerFinding(sheet, "rollup.line-unplaced", "error", { row: line.row, column: 0, rows: 1, columns: 1 }, { line: line.fields.id }));
    }
  }
  // Whoever joined late joined the office, not a scheme: the first result of the year counts, whatever its scheme. (LG-12)
  const joined = new Map<string, number>();
  const latest = new Map<string, LedgerLine>();
  for (const line of lines) {
    const start = starts(line.fields.period);
    joined.set(line.fields.key, Math.min(start, joined.get(line.fields.key) ?? Infinity));
    const known = latest.get(line.fields.key);
    if (!known || starts(known.fields.period) <= start) latest.set(line.fields.key, line);
  }
  const late: string[] = [];
  const gaps: string[] = [];
  const subjects = [...latest]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, { fields }]): YearSubject => {
      const join = joined.get(key) ?? 0;
      const cells = schemes.map(({ scheme, periods }, index): readonly YearCell[] => {
        const found = periods.map((period) => inForce.get(lineKey({ period: period.text, scheme: scheme.name, key })) ?? null);
        // The annual set concerns everybody, a special scheme those who have a result in it.
        const concerned = scheme === ledger.schemes[0] || found.some((line) => line !== null);
        return periods.map((period, at) => {
          const line = found[at] ?? null;
          if (line) return { kind: "line", line, value: onFullTotal(line, ledger.fullTotal) };
          if (!concerned) return { kind: "not-concerned" };
          if (starts(period.text) < join) {
            if (index === 0) late.push(`${fields.name} ${period.text}`);
            return { kind: "not-concerned" };
          }
          gaps.push(`${fields.name} ${period.text} ${scheme.name}`);
          return { kind: "gap" };
        });
      });
      const schemeScores = schemes.map(({ periods }, index) => {
        const own = cells[index] ?? [];
        if (own.some((cell) => cell.kind === "gap" || (cell.kind === "line" && cell.value === null))) return "gap" as const;
        return weighted(own.map((cell, at) => ({ value: cell.kind === "line" ? cell.value : null, weight: periods[at]?.weight ?? null })));
      });
      return { key, name: fields.name, group: fields.group, cells, schemeScores, final: finalOf(ledger, schemes, schemeScores) };
    });
  const tell = (code: string, severity: Finding["severity"], names: readonly string[]): void => {
    if (names.length > 0) findings.push(ledgerFinding(sheet, code, severity, null, { count: names.length, cells: names.slice(0, 12) }));
  };
  tell("rollup.late-joiner", "notice", late);
  tell("rollup.gap", "error", gaps);
  return { kind, schemes, subjects };
}

function finalOf(ledger: Ledger, schemes: readonly YearScheme[], scores: YearSubject["schemeScores"]): string | null {
  if (ledger.digits === null || !ledger.fullTotal || scores.includes("gap")) return null;
  const year = weighted(scores.map((value, index) => ({ value: value === "gap" ? null : value, weight: schemes[index]?.scheme.weight ?? null })), false);
  return year && year !== "gap" ? decimalText(roundScore(year, ledger.digits), ledger.digits) : null;
}

/** The weighted mean of what is there; "gap" where a weight is none, or all are 0; `null` where nothing is there. */
function weighted(items: readonly { readonly value: Exact | null; readonly weight: Exact | null }[], round = true): Exact | "gap" | null {
  let [sum, total] = [ZERO, ZERO];
  if (!items.some(({ value }) => value)) return null;
  for (const { value, weight } of items) {
    if (!weight) return "gap";
    if (!value) continue;
    sum = sum.add(value.mul(weight));
    total = total.add(weight);
  }
  if (compareExact(total, ZERO) === 0) return "gap";
  return round ? roundAt(sum.div(total), WORKING_DIGITS) : sum.div(total);
}

function onFullTotal({ score, full }: LedgerLine, fullTotal: Exact | null): Exact | null {
  return score && full && fullTotal ? roundAt(score.mul(fullTotal).div(full), WORKING_DIGITS) : null;
}

function starts(period: string): number {
  return parsePeriod(period)?.first ?? 0;
}

function uniqueFindings(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding] as const)).values()];
}
