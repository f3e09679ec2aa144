import type { Finding } from "../check/finding";
import type { CellValue } from "../grid/cell";
import type { WorkbookSnapshot } from "../grid/snapshot";
import { compareExact, exactOf, ONE, ZERO, type Exact } from "./decimal";
import { enteredLines } from "./entered-lines";
import { ENTERED_NAMES, lookUpNames } from "./own-names";

/** Columns of what is entered about shares in special scores. */
export const SPECIAL_COLUMNS = { subject: 0, source: 1, share: 2 } as const;

/** That a special score makes up a share of somebody's score. (LK-18) */
export type SpecialShare = {
  /** `null`: the label names nobody. */
  readonly scoreKey: string | null;
  /** Label of the subject, a unit or its special scheme, whose score it is. */
  readonly source: string | null;
  /** From 0 to 1; `null` where the cell holds no such number. */
  readonly share: Exact | null;
  readonly usable: boolean;
  readonly entered: readonly CellValue[];
};

export type SpecialShares = {
  readonly lines: readonly SpecialShare[];
  readonly byKey: ReadonlyMap<string, readonly SpecialShare[]>;
  readonly findings: readonly Finding[];
};

/** Shares as they are entered on the scheme sheet. A line is used when it names somebody and a source, once, and its share is from 0 to 1. (LK-18) */
export function readSpecialShares(workbook: WorkbookSnapshot, labelled: () => ReadonlyMap<string, string>, units: ReadonlySet<string>): SpecialShares {
  const { lines: entered, findings } = enteredLines(lookUpNames(workbook), ENTERED_NAMES.specials);
  const labels = entered.length > 0 ? labelled() : new Map<string, string>();
  const counts = new Map<string, number>();
  const pairOf = (line: (typeof entered)[number]): string => `${line.text(SPECIAL_COLUMNS.subject)}\u001f${line.text(SPECIAL_COLUMNS.source)}`.toLowerCase();
  for (const line of entered) counts.set(pairOf(line), (counts.get(pairOf(line)) ?? 0) + 1);
  const lines = entered.map((line): SpecialShare => {
    const scoreKey = labels.get(line.text(SPECIAL_COLUMNS.subject)) ?? null;
    const source = units.has(line.text(SPECIAL_COLUMNS.source)) ? line.text(SPECIAL_COLUMNS.source) : null;
    const stated = line.entered[SPECIAL_COLUMNS.share];
    const number = typeof stated === "number" ? exactOf(stated) : null;
    const share = number !== null && compareExact(number, ZERO) >= 0 && compareExact(number, ONE) <= 0 ? number : null;
    const twice = (counts.get(pairOf(line)) ?? 0) > 1;
    if (scoreKey === null) line.found("link.special-subject-unknown", SPECIAL_COLUMNS.subject);
    if (source === null) line.found("link.special-source-unknown", SPECIAL_COLUMNS.source);
    if (share === null) line.found("link.special-share", SPECIAL_COLUMNS.share);
    if (twice && scoreKey !== null && source !== null) line.found("link.special-twice", SPECIAL_COLUMNS.source);
    return { scoreKey, source, share, usable: scoreKey !== null && source !== null && share !== null && !twice, entered: line.entered };
  });
  const byKey = new Map<string, SpecialShare[]>();
  for (const line of lines) if (line.scoreKey !== null) byKey.set(line.scoreKey, [...(byKey.get(line.scoreKey) ?? []), line]);
  return { lines, byKey, findings };
}
