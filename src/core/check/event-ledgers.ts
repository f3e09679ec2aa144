import { toA1 } from "../grid/address";
import { valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import type { CodeParams } from "../coded-error";
import { dayOf } from "../template/day-text";
import { fieldText, findHeaderTable, type HeaderTable, type HeaderWords } from "../template/header-table";
import type { CheckContext, SheetRule } from "./check-rule";
import { readEntry } from "./entry-reading";
import type { Finding, Severity } from "./finding";
import { foldName, shorten } from "./table-view";

type EventField = "event" | "points" | "person" | "unit" | "day" | "evidence" | "cap";

/** What the columns of a ledger of bonuses or deductions are called; tested against folded text in lower case. (CK-107) */
const EVENT_WORDS: HeaderWords<EventField> = {
  event: /^(?:(?:加分|扣分|加减分|奖惩|奖励|考核|主要)?(?:事项|事由|事件|情形|事项名称|事件名称)|(?:获奖|荣誉|表彰|奖项)(?:名称|项目|事项|情况)?|event|occurrence|award)$/u,
  points: /^(?:(?:申报|申请|认定|核定|实际)?(?:加分|扣分|加减分|分值|得分|分数)(?:分值|值|数)?|points)(?:\(分\))?$/u,
  person: /^(?:姓名|人员|人员姓名|加分人员|获奖人(?:员)?|name|person)$/u,
  unit: /^(?:单位|部门|科室|单位名称|所在(?:单位|部门)|unit|department)$/u,
  day: /^(?:日期|时间|(?:发生|获奖|发文|表彰|认定)(?:日期|时间)|date)$/u,
  evidence: /^(?:(?:佐证|证明|支撑)(?:材料|资料)?|(?:加分|扣分|文件|政策)?依据|文号|文件(?:名称|文号)?|证据|evidence|proof|reference)$/u,
  cap: /^(?:(?:加分|扣分)?上限|最高(?:加|扣)?分|封顶(?:分值)?|cap|maximum)$/u,
};

type Line = {
  readonly row: number;
  readonly event: string;
  readonly eventText: string;
  /** Who it counts for, folded: a person with his or her unit where it is given. */
  readonly who: string;
  readonly whoText: string;
  readonly unit: string;
  /** "": not given, or no day. */
  readonly day: string;
  readonly points: number | null;
};

type EventLedger = { readonly sheet: SheetSnapshot; readonly table: HeaderTable<EventField>; readonly kind: "person" | "unit"; readonly lines: readonly Line[] };

/** Half of a ledger in another: one is a summary of the other, and nothing counts twice. */
const COPIED = 0.5;
const MIN_COPIED = 4;
/** Where fewer lines give evidence, nobody asks for it. */
const EVIDENCE_USUAL = 0.5;
const MIN_EVIDENCE = 3;

/** A ledger of events: its header names what happened, the points, and whom they count for; `null`: it is none. */
function readLedger(sheet: SheetSnapshot, date1904: boolean): EventLedger | null {
  const table = findHeaderTable(sheet, EVENT_WORDS, ["event", "points"]);
  if (!table || (!table.columns.has("person") && !table.columns.has("unit"))) return null;
  const kind = table.columns.has("person") ? "person" : "unit";
  const lines = table.bodyRows.flatMap((row): readonly Line[] => {
    const eventText = fieldText(table, row, "event");
    const whoText = fieldText(table, row, kind);
    if (eventText === "" || whoText === "") return [];
    const dayColumn = table.columns.get("day");
    const pointsColumn = table.columns.get("points");
    const unit = foldName(fieldText(table, row, "unit"));
    return [
      {
        row,
        event: foldName(eventText),
        eventText,
        who: kind === "person" ? `${foldName(whoText)}\u001f${unit}` : foldName(whoText),
        whoText,
        unit,
        day: dayColumn === undefined ? "" : (dayOf(valueAt(sheet, row, dayColumn), date1904) ?? ""),
        points: pointsColumn === undefined ? null : readEntry(valueAt(sheet, row, pointsColumn), "other").value,
      },
    ];
  });
  return lines.length === 0 ? null : { sheet, table, kind, lines };
}

/** Days that are both given and differ are two events. */
function isSame(a: Line, b: Line): boolean {
  return a.who === b.who && a.event === b.event && (a.day === "" || b.day === "" || a.day === b.day);
}

function byEvent(lines: readonly Line[]): ReadonlyMap<string, readonly Line[]> {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const id = `${line.who}\u001e${line.event}`;
    const group = groups.get(id);
    if (group) group.push(line);
    else groups.set(id, [line]);
  }
  return groups;
}

function found(ledger: EventLedger, line: Line, field: EventField, code: string, severity: Severity, params: CodeParams): Finding {
  const area = { row: line.row, column: ledger.table.columns.get(field) ?? 0, rows: 1, columns: 1 };
  return { code, severity, sheetId: ledger.sheet.sheetId, sheetName: ledger.sheet.name, area, params: { cell: toA1(area), name: shorten(line.whoText), event: shorten(line.eventText), ...params } };
}

function withinLedger(ledger: EventLedger): readonly Finding[] {
  const findings: Finding[] = [];
  for (const group of byEvent(ledger.lines).values()) {
    group.forEach((line, index) => {
      const first = group.slice(0, index).find((earlier) => isSame(earlier, line));
      if (first) findings.push(found(ledger, line, "event", "event.twice", "error", { first: first.row + 1 }));
    });
  }
  if (ledger.table.columns.has("cap")) {
    for (const line of ledger.lines) {
      const cap = readEntry(valueAt(ledger.sheet, line.row, ledger.table.columns.get("cap") ?? 0), "other").value;
      if (cap !== null && cap > 0 && line.points !== null && Math.abs(line.points) > cap) findings.push(found(ledger, line, "points", "event.over-cap", "error", { value: line.points, max: cap }));
    }
  }
  if (ledger.table.columns.has("evidence")) {
    const counting = ledger.lines.filter(({ points }) => points !== null && points !== 0);
    const without = counting.filter(({ row }) => fieldText(ledger.table, row, "evidence") === "");
    if (counting.length >= MIN_EVIDENCE && without.length <= (1 - EVIDENCE_USUAL) * counting.length) {
      for (const line of without) findings.push(found(ledger, line, "evidence", "event.no-evidence", "warning", { value: line.points ?? 0 }));
    }
  }
  return findings;
}

/** The same event of the same subject in two ledgers of one performance: at two levels, say. */
function inTwoLedgers(ledger: EventLedger, earlier: readonly EventLedger[]): readonly Finding[] {
  const findings: Finding[] = [];
  const groups = byEvent(ledger.lines);
  for (const other of earlier) {
    if (other.kind !== ledger.kind) continue;
    const shared = other.lines.flatMap((theirs) => {
      const mine = groups.get(`${theirs.who}\u001e${theirs.event}`)?.find((line) => isSame(line, theirs));
      return mine ? [{ mine, theirs }] : [];
    });
    if (shared.length >= MIN_COPIED && shared.length > COPIED * Math.min(ledger.lines.length, other.lines.length)) continue;
    for (const { mine, theirs } of shared) findings.push(found(ledger, mine, "event", "event.two-ledgers", "warning", { sheet: other.sheet.name, row: theirs.row + 1 }));
  }
  return findings;
}

/** A bonus that counts in both performances (M14) and stands in the ledger of one. Only where most events stand in both. */
function onOneSide(ledger: EventLedger, all: readonly EventLedger[]): readonly Finding[] {
  const others = all.filter(({ kind }) => kind !== ledger.kind);
  if (others.length === 0 || !ledger.table.columns.has("unit") || !others.every(({ table }) => table.columns.has("unit"))) return [];
  const theirs = new Set(others.flatMap(({ lines }) => lines.map(({ unit, event }) => `${unit}\u001e${event}`)));
  const alone = ledger.lines.filter(({ unit, event }) => !theirs.has(`${unit}\u001e${event}`));
  if (alone.length * 2 > ledger.lines.length) return [];
  return alone.map((line) => found(ledger, line, "event", ledger.kind === "person" ? "event.person-only" : "event.unit-only", "warning", { sheet: others.map(({ sheet }) => sheet.name).join("、") }));
}

const known = new WeakMap<CheckContext, readonly EventLedger[]>();

function ledgersIn(context: CheckContext): readonly EventLedger[] {
  const read = known.get(context) ?? ledgersOf(context.workbook);
  known.set(context, read);
  return read;
}

function ledgersOf(workbook: WorkbookSnapshot): readonly EventLedger[] {
  return workbook.sheets.flatMap((sheet) => readLedger(sheet, workbook.date1904) ?? []);
}

/** Whether a sheet holds a ledger of events. */
export function isEventLedger(sheet: SheetSnapshot, context: CheckContext): boolean {
  return ledgersIn(context).some((ledger) => ledger.sheet === sheet);
}

/** CK-107: an event that counts twice, on one side only, above its cap, or without evidence. */
export const eventLedgers: SheetRule = {
  id: "event-ledgers",
  reach: "workbook",
  check: (sheet, context) => {
    const all = ledgersIn(context);
    const index = all.findIndex((ledger) => ledger.sheet === sheet);
    const ledger = all[index];
    return ledger ? [...withinLedger(ledger), ...inTwoLedgers(ledger, all.slice(0, index)), ...onOneSide(ledger, all)] : [];
  },
};
