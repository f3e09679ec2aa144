import type { CellValue } from "../grid/cell";
import { checkLetters, lettersOf, sha256Hex } from "../store/checksum";
import { canonicalCell, joinUnambiguously } from "./canonical-cell";

/** What an archive says about itself; part of its digest. */
export type ArchiveFacts = {
  readonly archiveId: string;
  readonly edition: number;
  /** ISO 8601 with offset. */
  readonly archivedAt: string;
  readonly title: string;
  readonly signer: string;
  /** Digest of the archive before this one, or `null`. */
  readonly previous: string | null;
};

/** Values of a rectangle, row by row, whatever they are read from. */
export type ValueGrid = { readonly rows: number; readonly columns: number; readonly valueAt: (row: number, column: number) => CellValue };

/** Canonical cells of a rectangle, row by row; a skipped row is empty. */
export type CanonicalGrid = { readonly columns: number; readonly rows: readonly (readonly (string | null)[])[] };

export function canonicalGrid(grid: ValueGrid, isSkipped: (row: number) => boolean): CanonicalGrid {
  return {
    columns: grid.columns,
    rows: Array.from({ length: grid.rows }, (_, row) => (isSkipped(row) ? [] : Array.from({ length: grid.columns }, (_c, column) => canonicalCell(grid.valueAt(row, column))))),
  };
}

const ROW_LETTERS = 10;
const CELL_LETTERS = 4;
const BLANK = "-".repeat(CELL_LETTERS);

/**
 * SHA-256, lower-case hexadecimal, over the archive's facts and its cells with their positions; a skipped row takes
 * part with nothing. Blank cells do not count, so that the rectangle may be read larger than it was written. (AR-6)
 */
export function archiveDigest(facts: ArchiveFacts, grid: CanonicalGrid): string {
  const lines = [
    "twinscore-archive/1",
    joinUnambiguously([facts.archiveId, String(facts.edition), facts.archivedAt, facts.title.normalize("NFC"), facts.signer.normalize("NFC"), facts.previous ?? ""]),
  ];
  grid.rows.forEach((canonical, row) => {
    const cells: string[] = [String(row)];
    canonical.forEach((cell, column) => {
      if (cell !== null) cells.push(String(column), cell);
    });
    if (cells.length > 1) lines.push(joinUnambiguously(cells));
  });
  return sha256Hex(joinUnambiguously(lines));
}

/** Check sums by which a changed cell is named even where only the sheet itself is left. (AR-8) */
export type CheckSums = {
  /** By row: ten letters for the row and four for each of its cells, "----" for a blank. */
  readonly rows: readonly string[];
  /** By column: ten letters. */
  readonly columns: readonly string[];
};

/** Check sums of a rectangle; every sum depends on the archive's id and on the position. */
export function checkSums(archiveId: string, grid: CanonicalGrid): CheckSums {
  const byColumn: string[][] = Array.from({ length: grid.columns }, () => []);
  const rows = grid.rows.map((canonical, row) => {
    if (canonical.length === 0) return "";
    const cells: string[] = [archiveId, "row", String(row)];
    let sums = "";
    canonical.forEach((cell, column) => {
      sums += cell === null ? BLANK : cellSum(archiveId, row, column, cell);
      if (cell === null) return;
      cells.push(String(column), cell);
      byColumn[column]?.push(String(row), cell);
    });
    return checkLetters(joinUnambiguously(cells), ROW_LETTERS) + sums;
  });
  const columns = byColumn.map((cells, column) => checkLetters(joinUnambiguously([archiveId, "column", String(column), ...cells]), ROW_LETTERS));
  return { rows, columns };
}

/**
 * Twenty bits of a text hash (FNV-1a over UTF-16 units, mixed at the end). A quick hash is enough: these sums only say
 * where a change is; that there is one, the digest says.
 */
function cellSum(archiveId: string, row: number, column: number, cell: string): string {
  let hash = 0x811c9dc5;
  for (const text of [archiveId, String(row), String(column), cell]) {
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ 0x1f, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return lettersOf(hash ^ (hash >>> 16), CELL_LETTERS);
}

/** A cell of the archive's rectangle, relative to its first cell. */
export type CellPlace = { readonly row: number; readonly column: number };

/**
 * Cells whose sums differ, row by row. Where only the sums of the whole row and column tell (one change in a million),
 * the cells where such rows and columns cross. (AR-9)
 */
export function differingCells(stored: CheckSums, now: CheckSums, limit: number): { readonly cells: readonly CellPlace[]; readonly count: number } {
  const cells: CellPlace[] = [];
  let count = 0;
  const add = (place: CellPlace): void => {
    count++;
    if (cells.length < limit) cells.push(place);
  };
  const columns = now.columns.flatMap((sum, column) => (sum === stored.columns[column] ? [] : [column]));
  now.rows.forEach((sums, row) => {
    const before = stored.rows[row] ?? "";
    if (sums === before) return;
    const before4 = cellSumsOf(before);
    const differing = cellSumsOf(sums).flatMap((sum, column) => (sum === before4[column] ? [] : [column]));
    for (const column of differing.length > 0 ? differing : columns) add({ row, column });
  });
  return { cells, count };
}

function cellSumsOf(sums: string): readonly string[] {
  const list: string[] = [];
  for (let at = ROW_LETTERS; at < sums.length; at += CELL_LETTERS) list.push(sums.slice(at, at + CELL_LETTERS));
  return list;
}

/** "ab12 cd34 …": groups of four to read aloud and compare, sixteen of them. (AR-7) */
export function groupedDigest(digest: string): string {
  return digest.replace(/(.{4})(?=.)/g, "$1 ");
}

/** A digest as somebody wrote it down: white space and case do not matter; `null` where it is none. */
export function parseDigest(text: string): string | null {
  const folded = text.normalize("NFKC").replace(/[\s-]+/g, "").toLowerCase();
  return /^[0-9a-f]{64}$/.test(folded) ? folded : null;
}
