import type { Finding, Severity } from "../check/finding";
import type { CodeParams } from "../coded-error";
import { toA1, type Rect } from "../grid/address";
import type { ScoringTable } from "../template/scoring-table";
import type { Cell } from "./line-score";

const MAX_NAMED_CELLS = 12;
/** Subjects that a finding names; the others are counted. */
export const MAX_NAMED_SUBJECTS = 12;

/** Collects what concerns many cells or subjects into one finding for each table and cause. */
type Gathering = { readonly add: (table: ScoringTable, cause: string, cells: readonly Cell[], subject: string) => void; readonly of: (table: ScoringTable, cause: string) => Gathered | null };
type Gathered = { readonly cells: Cell[]; readonly subjects: string[]; cellCount: number; subjectCount: number };

export function gather(): Gathering {
  const byTable = new Map<string, Gathered>();
  return {
    add(table, cause, cells, subject) {
      const id = `${table.tableId}/${cause}`;
      const known = byTable.get(id) ?? { cells: [], subjects: [], cellCount: 0, subjectCount: 0 };
      byTable.set(id, known);
      known.cellCount += cells.length;
      known.subjectCount += 1;
      for (const cell of cells) if (known.cells.length < MAX_NAMED_CELLS) known.cells.push(cell);
      if (known.subjects.length < MAX_NAMED_SUBJECTS) known.subjects.push(subject);
    },
    of: (table, cause) => byTable.get(`${table.tableId}/${cause}`) ?? null,
  };
}

/** A finding about a table, with its id and the first cell. */
export function tableFinding(table: ScoringTable, code: string, severity: Severity, area: Rect | null, params: CodeParams = {}): Finding {
  return { code, severity, sheetId: table.sheetId, sheetName: table.sheetName, area, params: { table: table.tableId, ...(area ? { cell: toA1(area) } : {}), ...params } };
}

/** The area of one cell. */
export function single(cell: Cell): Rect {
  return { row: cell.row, column: cell.column, rows: 1, columns: 1 };
}
