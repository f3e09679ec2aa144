import { compareAge } from "../collect/merge-returns";
import type { ReturnSheet } from "../collect/read-return";
import type { Finding } from "../check/finding";
import { isBlank, textOf } from "../grid/cell";
import { ENTRY_FIELDS } from "../issue/issued-words";
import type { FilledIn } from "../issue/issued-sheet";
import { foldKeyText } from "../template/keys";
import { filledCells, ownText, type CarriedReturn, type CarriedSheet, type CarryNote } from "./carry-return";

/** A file that was read, with what of it is carried over; `null`: it could not be read, the reason is among the findings. */
export type CarriedFile = { readonly file: string; readonly at: string; readonly carried: CarriedReturn | null; readonly findings: readonly Finding[] };

/** A note with where it comes from; the subject's key and name are "" where nobody knows whose it is. */
export type PlacedNote = CarryNote & { readonly file: string; readonly subject: string; readonly subjectName: string };

export type Migration = {
  /** What stands in the new workbooks: by subject, by indicator. */
  readonly filled: ReadonlyMap<string, ReadonlyMap<string, FilledIn>>;
  /** Of which file each subject's entries are. */
  readonly origins: ReadonlyMap<string, string>;
  readonly notes: readonly PlacedNote[];
  readonly files: readonly CarriedFile[];
};

type Candidate = { readonly file: CarriedFile; readonly sheet: CarriedSheet };

/**
 * One old return a subject: of several the one whose file was changed last, as collecting does; what the others have that it
 * has not is listed. Whoever returned the new edition already is left out. (ED-12)
 */
export function mergeCarried(files: readonly CarriedFile[]): Migration {
  const current = new Set(files.flatMap(({ carried }) => carried?.current ?? []));
  const bySubject = new Map<string, Candidate[]>();
  const notes: PlacedNote[] = [];
  for (const file of files) {
    notes.push(...(file.carried?.notes ?? []).map((note) => ({ ...note, file: file.file, subject: "", subjectName: "" })));
    for (const sheet of file.carried?.sheets ?? []) {
      const { key } = sheet.assigned.subject;
      bySubject.set(key, [...(bySubject.get(key) ?? []), { file, sheet }]);
    }
  }
  const filled = new Map<string, ReadonlyMap<string, FilledIn>>();
  const origins = new Map<string, string>();
  const told = new Map<CarriedFile, Finding[]>();
  const tell = (file: CarriedFile, code: string, severity: Finding["severity"], sheetName: string, params: Finding["params"]): unknown => told.set(file, [...(told.get(file) ?? []), { code, severity, sheetId: null, sheetName, area: null, params }]);
  for (const [key, all] of bySubject) {
    const sorted = [...all].sort((a, b) => compareAge(a.file, b.file));
    const { subject } = all[0]?.sheet.assigned ?? { subject: null };
    const last = current.has(key) ? undefined : sorted.pop();
    if (last) {
      filled.set(key, last.sheet.filled);
      origins.set(key, last.file.file);
      notes.push(...last.sheet.notes.map((note) => ({ ...note, file: last.file.file, subject: key, subjectName: subject?.name ?? "" })));
    }
    for (const { file, sheet } of sorted) {
      const differing = last ? differingCells(sheet.sheet, last.sheet.sheet) : [];
      notes.push(...differing.map((note) => ({ ...note, file: file.file, subject: key, subjectName: subject?.name ?? "" })));
      if (last) tell(file, "return.superseded", differing.length > 0 ? "warning" : "notice", sheet.sheet.sheetName, { name: subject?.name ?? key, file: last.file.file, count: differing.length });
      else tell(file, "migrate.current", "notice", sheet.sheet.sheetName, { name: subject?.name ?? key });
    }
  }
  return { filled, origins, notes, files: files.map((file) => ({ ...file, findings: [...file.findings, ...(told.get(file) ?? [])] })) };
}

function rowName({ key, locked }: ReturnSheet["rows"][number]): string {
  return foldKeyText(key || (locked.name?.text ?? ""));
}

/** Filled cells of a superseded sheet that do not stand in the one that counts. */
function differingCells(sheet: ReturnSheet, last: ReturnSheet): readonly CarryNote[] {
  const stands = new Set(
    last.rows.flatMap((row) => [
      JSON.stringify([rowName(row), "own", ownText(row)]),
      ...ENTRY_FIELDS.flatMap((field) => {
        const cell = row.entries[field];
        return cell === undefined || (cell.formula === null && isBlank(cell.value)) ? [] : [JSON.stringify([rowName(row), field, cell.formula ?? textOf(cell.value)])];
      }),
    ]),
  );
  return sheet.rows.flatMap((row) => filledCells({ ...sheet, rows: [row] }, "migrate.superseded").filter(({ field, value }) => !stands.has(JSON.stringify([rowName(row), field, value]))));
}
