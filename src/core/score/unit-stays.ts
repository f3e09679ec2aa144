import type { Finding } from "../check/finding";
import { isBlank, textOf, type CellValue } from "../grid/cell";
import { valueAt, type WorkbookSnapshot } from "../grid/snapshot";
import { compareExact, exactOf, ONE, roundAt, WORKING_DIGITS, ZERO, type Exact } from "./decimal";
import { enteredLines } from "./entered-lines";
import { ENTERED_NAMES, lookUpNames, SCHEME_NAMES } from "./own-names";

/** Columns of what is entered about stays. */
export const STAY_COLUMNS = { subject: 0, unit: 1, from: 2, to: 3, share: 4 } as const;

/** That somebody belonged to a unit for some days, and with which share of the work. (LK-15) */
export type Stay = {
  /** `null`: the label names nobody. */
  readonly scoreKey: string | null;
  readonly unitLabel: string | null;
  /** Serial numbers of the first and the last day that count, within the period; `null` where the cells do not say. */
  readonly from: number | null;
  readonly to: number | null;
  /** Days that count, or `null`. */
  readonly days: number | null;
  /** Days times share; 0 where the line cannot be used. */
  readonly weight: Exact;
  readonly usable: boolean;
  readonly entered: readonly CellValue[];
};

export type Stays = {
  /** First and last day of what is assessed, as entered. */
  readonly period: { readonly from: CellValue; readonly to: CellValue };
  readonly lines: readonly Stay[];
  readonly byKey: ReadonlyMap<string, readonly Stay[]>;
  readonly findings: readonly Finding[];
};

type Day = { readonly kind: "blank" } | { readonly kind: "day"; readonly day: number } | { readonly kind: "other" };

function dayOf(value: CellValue): Day {
  if (isBlank(value)) return { kind: "blank" };
  return typeof value === "number" ? { kind: "day", day: value } : { kind: "other" };
}

/** The later (or earlier) one of two days, whole; `null` where neither is stated. */
function bound(own: Day, period: Day, pick: (...days: readonly number[]) => number): number | null {
  const days = [own, period].flatMap((each) => (each.kind === "day" ? [each.day] : []));
  return own.kind === "other" || days.length === 0 ? null : Math.trunc(pick(...days));
}

/**
 * Stays as they are entered on the scheme sheet. A line is used when it names somebody (`labelled`) and a unit (`units`), its days are known and in order,
 * its share is blank or a number of 0 and more, and no other line of the same person covers one of its days unless it states a share. (LK-15 to LK-17)
 */
export function readStays(workbook: WorkbookSnapshot, labelled: () => ReadonlyMap<string, string>, units: ReadonlySet<string>): Stays {
  const names = lookUpNames(workbook);
  const { lines: entered, findings } = enteredLines(names, ENTERED_NAMES.stays);
  const single = (name: string): CellValue => {
    const place = names.area(name);
    return place ? valueAt(place.sheet, place.area.row, place.area.column) : null;
  };
  const labels = entered.length > 0 ? labelled() : new Map<string, string>();
  const period = { from: single(SCHEME_NAMES.periodFrom), to: single(SCHEME_NAMES.periodTo) };
  const [first, last] = [dayOf(period.from), dayOf(period.to)];
  const read = entered.map((line) => {
    const at = (column: number): CellValue => line.entered[column] ?? null;
    const [fromDay, toDay] = [dayOf(at(STAY_COLUMNS.from)), dayOf(at(STAY_COLUMNS.to))];
    const scoreKey = labels.get(line.text(STAY_COLUMNS.subject)) ?? null;
    const unitLabel = units.has(line.text(STAY_COLUMNS.unit)) ? line.text(STAY_COLUMNS.unit) : null;
    const from = bound(fromDay, first, Math.max);
    const to = bound(toDay, last, Math.min);
    const inOrder = fromDay.kind !== "day" || toDay.kind !== "day" || fromDay.day <= toDay.day;
    const days = from === null || to === null || !inOrder ? null : Math.max(0, to - from + 1);
    const stated = at(STAY_COLUMNS.share);
    const number = typeof stated === "number" ? exactOf(stated) : null;
    const share = isBlank(stated) ? ONE : number !== null && compareExact(number, ZERO) >= 0 ? number : null;
    return { line, scoreKey, unitLabel, from, to, days, share, alone: isBlank(stated) };
  });
  const groups = new Map<string, (typeof read)[number][]>();
  for (const each of read) if (each.scoreKey !== null) groups.set(each.scoreKey, [...(groups.get(each.scoreKey) ?? []), each]);
  const lines = read.map((each): Stay => {
    const { line, scoreKey, unitLabel, from, to, days, share } = each;
    const together = (groups.get(scoreKey ?? "") ?? []).filter((other) => other !== each && from !== null && to !== null && other.from !== null && other.to !== null && other.from <= to && other.to >= from);
    const overlaps = each.alone && together.length > 0;
    if (scoreKey === null) line.found("link.stay-subject-unknown", STAY_COLUMNS.subject);
    if (unitLabel === null) line.found("link.stay-unit-unknown", STAY_COLUMNS.unit);
    if (days === null) line.found("link.stay-dates", from === null ? STAY_COLUMNS.from : STAY_COLUMNS.to, { from: textOf(line.entered[STAY_COLUMNS.from] ?? null), to: textOf(line.entered[STAY_COLUMNS.to] ?? null) });
    if (share === null) line.found("link.stay-share", STAY_COLUMNS.share);
    if (overlaps) line.found("link.stay-overlap", STAY_COLUMNS.share, { unit: line.text(STAY_COLUMNS.unit), other: together[0]?.line.text(STAY_COLUMNS.unit) ?? "" });
    const usable = scoreKey !== null && unitLabel !== null && days !== null && share !== null && !overlaps;
    return { scoreKey, unitLabel, from, to, days, weight: usable ? share.mul(days) : ZERO, usable, entered: line.entered };
  });
  const byKey = new Map<string, Stay[]>();
  for (const stay of lines) if (stay.scoreKey !== null) byKey.set(stay.scoreKey, [...(byKey.get(stay.scoreKey) ?? []), stay]);
  const gaps = [...groups].flatMap(([, stays]) => gapFinding(stays.flatMap(({ line, from, to, days }) => (from === null || to === null || days === null ? [] : [{ line, from, to }])), first, last) ?? []);
  const periodFindings = ([[SCHEME_NAMES.periodFrom, first, period.from], [SCHEME_NAMES.periodTo, last, period.to]] as const).flatMap(([name, day, value]) => {
    const place = names.area(name);
    return place && day.kind === "other"
      ? [{ code: "scheme.value-invalid", severity: "error" as const, sheetId: place.sheet.sheetId, sheetName: place.sheet.name, area: { row: place.area.row, column: place.area.column, rows: 1, columns: 1 }, params: { name, value: textOf(value), kept: "" } }]
      : [];
  });
  return { period, lines, byKey, findings: [...periodFindings, ...findings, ...gaps] };
}

/** Days between somebody's first and last one, or of the period, that no line covers: said, and left out of the mean. (LK-17) */
function gapFinding(stays: readonly { readonly line: { readonly text: (column: number) => string }; readonly from: number; readonly to: number }[], first: Day, last: Day): Finding | null {
  const [one] = stays;
  if (!one) return null;
  let next = first.kind === "day" ? Math.trunc(first.day) : Math.min(...stays.map(({ from }) => from));
  const end = last.kind === "day" ? Math.trunc(last.day) : Math.max(...stays.map(({ to }) => to));
  let missing = 0;
  for (const { from, to } of [...stays].sort((a, b) => a.from - b.from)) {
    if (from > next) missing += from - next;
    next = Math.max(next, to + 1);
  }
  if (end >= next) missing += end - next + 1;
  return missing === 0 ? null : { code: "link.stay-gap", severity: "warning", sheetId: null, sheetName: null, area: null, params: { subject: one.line.text(STAY_COLUMNS.subject), days: missing } };
}

/** The mean of what units give by days and shares, at working precision; `null`: a line that cannot be used, a unit without a value, no day at all. (LK-16) */
export function meanOfStays(stays: readonly Stay[], valueOf: (unitLabel: string) => Exact | null): Exact | null {
  let sum = ZERO;
  let total = ZERO;
  for (const { usable, unitLabel, weight } of stays) {
    const value = unitLabel === null ? null : valueOf(unitLabel);
    if (!usable || value === null) return null;
    sum = sum.add(weight.mul(value));
    total = total.add(weight);
  }
  return total.equals(ZERO) ? null : roundAt(sum.div(total), WORKING_DIGITS);
}
