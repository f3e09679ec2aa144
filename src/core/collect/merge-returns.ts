import type { Finding } from "../check/finding";
import type { Assigned } from "../issue/assign-templates";
import type { Entry, JudgedReturn, JudgedSheet } from "./judge-return";

/** A file that came back, with what was found in it. */
export type ReturnedFile = {
  /** Below the folder, with "/" between folders. */
  readonly file: string;
  /** Last change of the file as the disk has it, ISO 8601 in local time; "" where that is not known. */
  readonly at: string;
  /** `null`: it could not be read; the reason is among the findings. */
  readonly judged: JudgedReturn | null;
  readonly findings: readonly Finding[];
};

/** missing: nothing came; refused: what came cannot be taken; late: came after the deadline. */
export type ReturnState = "missing" | "refused" | "late" | "returned";

/** A line of the board: one subject that something was issued to. */
export type BoardLine = {
  readonly assigned: Assigned;
  readonly state: ReturnState;
  readonly file: string;
  readonly at: string;
  readonly errors: number;
  /** Cells of the template that were changed. */
  readonly changed: number;
  /** Other files with a return of the same subject. */
  readonly others: number;
  readonly entries: readonly Entry[];
};

export type Merged = { readonly board: readonly BoardLine[]; readonly files: readonly ReturnedFile[] };

type Candidate = { readonly index: number; readonly sheet: JudgedSheet };

/**
 * One return for each subject. Of several the one whose file was changed last counts; changed at the same time, the one
 * whose path comes last. The others are named with the number of entries that differ. The board follows `assigned`. (CO-12, CO-13)
 */
export function mergeReturns(files: readonly ReturnedFile[], assigned: readonly Assigned[], deadline: string | null): Merged {
  const candidates = new Map<string, Candidate[]>();
  const refused = new Map<string, ReturnedFile>();
  files.forEach((file, index) => {
    for (const sheet of file.judged?.sheets ?? []) {
      const { key } = sheet.assigned.subject;
      candidates.set(key, [...(candidates.get(key) ?? []), { index, sheet }]);
    }
    for (const key of file.judged?.refused ?? []) refused.set(key, file);
  });
  const superseded = new Map<number, Finding[]>();
  const board = assigned.map((item): BoardLine => {
    const { subject } = item;
    const sorted = [...(candidates.get(subject.key) ?? [])].sort((a, b) => compareAge(files[a.index], files[b.index]));
    const last = sorted.pop();
    const file = last && files[last.index];
    if (!last || !file) {
      const back = refused.get(subject.key);
      return { assigned: item, state: back ? "refused" : "missing", file: back?.file ?? "", at: back?.at ?? "", errors: 0, changed: 0, others: 0, entries: [] };
    }
    for (const { index, sheet } of sorted) {
      const differing = sheet.entries.filter((entry, i) => !sameEntry(entry, last.sheet.entries[i])).length;
      const finding: Finding = {
        code: "return.superseded",
        severity: differing > 0 ? "warning" : "notice",
        sheetId: null,
        sheetName: sheet.entries[0]?.sheetName ?? null,
        area: null,
        params: { name: subject.name, file: file.file, count: differing },
      };
      superseded.set(index, [...(superseded.get(index) ?? []), finding]);
    }
    const { findings, entries } = last.sheet;
    return {
      assigned: item,
      state: deadline !== null && file.at.slice(0, 10) > deadline ? "late" : "returned",
      file: file.file,
      at: file.at,
      errors: findings.filter(({ severity }) => severity === "error").length,
      changed: findings.filter(({ code }) => code === "return.changed").length,
      others: sorted.length,
      entries,
    };
  });
  return { board, files: files.map((file, index) => ({ ...file, findings: [...file.findings, ...(superseded.get(index) ?? [])] })) };
}

type Aged = Pick<ReturnedFile, "file" | "at">;

/** For sorting: what was changed earlier first, of equal times by path. (CO-12) */
export function compareAge(a: Aged | undefined, b: Aged | undefined): number {
  const [left, right] = [`${String(Date.parse(a?.at ?? "") || 0).padStart(15, "0")} ${a?.file ?? ""}`, `${String(Date.parse(b?.at ?? "") || 0).padStart(15, "0")} ${b?.file ?? ""}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

function sameEntry(a: Entry, b: Entry | undefined): boolean {
  return b !== undefined && a.score === b.score && a.instead === b.instead && a.remark === b.remark && a.chosen === b.chosen;
}
