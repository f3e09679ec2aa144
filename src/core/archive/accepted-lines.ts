import { displayWidth } from "../grid/fold-text";
import { fillText } from "../score/sheet-texts";
import type { ArchiveTexts } from "./archive-texts";

/** A finding that somebody called right, in the words of the archive's readers. */
export type AcceptedFinding = {
  /** The rule's name. */
  readonly rule: string;
  /** "" where it is about the whole workbook. */
  readonly sheetName: string;
  /** A1, or "". */
  readonly cell: string;
  readonly sentence: string;
  readonly reason: string;
  /** ISO 8601 with offset; "" where no time was kept. */
  readonly at: string;
};

/** Cells hold no longer texts. */
const MAX_TEXT = 32_767;
/** Points. */
const LINE_HEIGHT = 14;
const MAX_HEIGHT = 400;

/** The heading and a line for each finding, as they stand below the copy; nothing where nothing was accepted. (AR-23) */
export function acceptedLines(accepted: readonly AcceptedFinding[], texts: ArchiveTexts): readonly string[] {
  if (accepted.length === 0) return [];
  const lines = accepted.map(({ rule, sheetName, cell, sentence, reason, at }, i) => {
    const place = [sheetName, cell].filter((part) => part !== "").join(" ");
    const day = /^\d{4}-\d{2}-\d{2}/.exec(at)?.[0] ?? "";
    const params = { number: i + 1, rule, place: place === "" ? texts["archive.accepted.workbook"] : place, sentence, reason, day };
    return fillText(texts[day === "" ? "archive.accepted.line" : "archive.accepted.line-day"], params).slice(0, MAX_TEXT);
  });
  return [fillText(texts["archive.accepted"], { count: accepted.length }), ...lines];
}

/** Points that a line needs where it is wrapped over `width` characters: programs make no room for what stands in merged cells. */
export function wrappedHeight(line: string, width: number): number {
  const rows = line.split("\n").reduce((sum, part) => sum + Math.max(1, Math.ceil(displayWidth(part) / Math.max(1, width - 2))), 0);
  return Math.min(MAX_HEIGHT, rows * LINE_HEIGHT + 4);
}
