import { isBlank, isCellError, type CellValue } from "../grid/cell";
import type { FormatKind } from "./number-format";

/**
 * What stands in a cell where points are expected.
 * - mark: a deliberate "no score" (缺考, 请假, —); tick: √, □ and their kin; placeholder: {{name}} of a form letter
 * - `value`: the points as far as they can be read, `null` otherwise
 */
export type EntryReading = {
  readonly kind:
    | "blank"
    | "number"
    | "percent"
    | "date"
    | "text-number"
    | "full-width"
    | "unit"
    | "percent-text"
    | "date-text"
    | "mark"
    | "tick"
    | "placeholder"
    | "boolean"
    | "error"
    | "text";
  readonly value: number | null;
};

const BLANK: EntryReading = { kind: "blank", value: null };
const NUMBER = "[+-]?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?|[+-]?\\.\\d+";
const PLAIN = new RegExp(`^(?:${NUMBER})$`);
const PERCENT = new RegExp(`^(${NUMBER})%$`);
const WITH_UNIT = new RegExp(`^(?:得|计|评)?(${NUMBER})(?:分|个|次|项|件|票|元|万|万元|家|户|人|天|份|篇|点|p(?:oin)?ts?\\.?)$`, "i");
const SIGNED_UNIT = new RegExp(`^(扣|减|加|\\+|-)(${NUMBER})分$`);
const DATE = /^(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}月\d{1,2}日)$/;
const MARK = /^(?:[-—–―－_]+|\/|\\|无|无此项|不适用|n\/?a|nil|缺考|缺席|缺评|免考|免评|免试|不参评|不参加|不评|未参加|未评|弃权|弃评|回避|请假|病假|事假|产假|暂缺|待定)$/i;
const TICK = /^[√✓✔☑☐□■▢●○◯⭕×✗✘]+$/;
const PLACEHOLDER = /\{\{[^}]*\}\}|\$\{[^}]+\}|\{[A-Za-z_][\w.:$]*\}|<%.*%>/;

function numberOf(text: string): number {
  return Number(text.replaceAll(",", ""));
}

function readText(raw: string): EntryReading {
  if (PLACEHOLDER.test(raw)) return { kind: "placeholder", value: null };
  const tight = raw.replace(/[\s\u200b\ufeff]/g, "");
  const folded = tight.normalize("NFKC");
  if (TICK.test(tight)) return { kind: "tick", value: null };
  if (MARK.test(folded)) return { kind: "mark", value: null };
  if (PLAIN.test(folded)) return { kind: folded === tight ? "text-number" : "full-width", value: numberOf(folded) };
  const percent = PERCENT.exec(folded)?.[1];
  if (percent !== undefined) return { kind: "percent-text", value: null };
  const unit = WITH_UNIT.exec(folded)?.[1];
  if (unit !== undefined) return { kind: "unit", value: numberOf(unit) };
  if (SIGNED_UNIT.test(folded)) return { kind: "unit", value: null };
  if (DATE.test(folded)) return { kind: "date-text", value: null };
  return { kind: "text", value: null };
}

/** Reads one cell with the kind of its number format ("other" where styles were not read). A formula without a calculated value reads as blank. */
export function readEntry(value: CellValue, format: FormatKind): EntryReading {
  if (isBlank(value) || value === null) return BLANK;
  if (isCellError(value)) return { kind: "error", value: null };
  if (typeof value === "boolean") return { kind: "boolean", value: null };
  if (typeof value === "string") return readText(value);
  if (format === "date") return { kind: "date", value: null };
  return { kind: format === "percent" ? "percent" : "number", value };
}

const NUMBER_KINDS: ReadonlySet<EntryReading["kind"]> = new Set(["number", "percent", "date", "text-number", "full-width", "unit", "percent-text", "date-text"]);

/** The writer meant a number, whatever the cell says about it. */
export function meansNumber(reading: EntryReading): boolean {
  return NUMBER_KINDS.has(reading.kind);
}
