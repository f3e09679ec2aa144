import type { CodeParams } from "../coded-error";
import type { Finding, Severity } from "../check/finding";
import { quoteSheetName, type Rect } from "../grid/address";
import { isCellError, textOf, type CellValue } from "../grid/cell";
import { displayWidth } from "../grid/fold-text";
import { valueAt, type CellStyle, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import type { Edit, EditValue, StylePatch } from "../plan/edit";
import { joinAreas } from "../plan/join-areas";
import type { Plan } from "../plan/plan";
import { fillText } from "../score/sheet-texts";
import { ownSheetAnchor } from "../store/anchors";
import { sha256Hex } from "../store/checksum";
import type { ArchiveRecord, WorkbookRecord } from "../store/record";
import { serializeRecord } from "../store/serialize-record";
import { archiveDigest, canonicalGrid, checkSums, groupedDigest, type ArchiveFacts, type ValueGrid } from "./archive-digest";
import { BODY_ROW, DIGEST_ROW, findArchives, isDigestRow, markerText, MAX_ARCHIVE_COLUMNS, MAX_ARCHIVE_ROWS } from "./archive-sheet";
import { tableGrid } from "../template/table-grid";
import { acceptedLines, wrappedHeight, type AcceptedFinding } from "./accepted-lines";
import type { ArchiveTexts } from "./archive-texts";
import { canonicalCell, joinUnambiguously } from "./canonical-cell";

export type ArchiveOptions = {
  /** ISO 8601 with offset. */
  readonly archivedAt: string;
  /** Printed on top, for example the ranked sheet's title. */
  readonly title: string;
  /** Who signs; "" leaves it to the pen. */
  readonly signer: string;
  /** Area of the ranked sheet that speaks of its live formulas: an archive has none, so it is left blank there. */
  readonly without?: Rect | null;
  /** What somebody called right, listed below the copy. (AR-23) */
  readonly accepted?: readonly AcceptedFinding[];
};

export type ArchivePlan = {
  /** No edits where nothing was archived; the findings say why. */
  readonly plan: Plan;
  readonly record: WorkbookRecord;
  /** `null` where nothing was archived. */
  readonly archive: (ArchiveRecord & { readonly sheetName: string }) | null;
  readonly findings: readonly Finding[];
};

const MAX_SHEET_NAME = 31;
/** Points of a row whose text was left out. */
const BLANK_HEIGHT = 6;
/** Points; up to it a row of usual height is enough. */
const LARGEST_PLAIN_FONT = 12;
const MIN_WIDTH = 6;
const MAX_WIDTH = 40;

/**
 * Copies a ranked sheet's values to a sheet of our own, with edition, time and digest, chained to the archive before it.
 * `ranked` holds calculated values; formulas are not copied. Archives are never rewritten: a second archive of the same
 * content by the same signer is refused with a notice. (AR-10, AR-12 to AR-16)
 */
export function planArchive(workbook: WorkbookSnapshot, ranked: SheetSnapshot, record: WorkbookRecord, options: ArchiveOptions, texts: ArchiveTexts): ArchivePlan {
  const source = bodyOf(ranked, options.without ?? null);
  const refuse = (code: string, severity: Severity, params: CodeParams): ArchivePlan => ({
    plan: { purpose: "archive", edits: [] },
    record,
    archive: null,
    findings: [findingOn(ranked, code, severity, null, params)],
  });
  if (source === null) return refuse("archive.nothing", "error", { sheet: ranked.name });
  const lines = acceptedLines(options.accepted ?? [], texts);
  if (source.rows + lines.length + 1 > MAX_ARCHIVE_ROWS || source.columns > MAX_ARCHIVE_COLUMNS) {
    return refuse("archive.too-large", "error", { sheet: ranked.name, rows: source.rows, columns: source.columns, maxRows: MAX_ARCHIVE_ROWS, maxColumns: MAX_ARCHIVE_COLUMNS });
  }
  const found = findArchives(workbook);
  const numbers = [...found.map((archive) => archive.archiveId), ...record.archives.map((archive) => archive.archiveId)].map((id) => Number(id.slice(1)));
  const archiveId = `A${String(Math.max(0, ...numbers) + 1)}`;
  const lastRecorded = record.archives.at(-1) ?? null;
  const lastFound = found.at(-1) ?? null;
  const previous = lastRecorded?.digest ?? lastFound?.content?.marker.digest ?? null;
  const previousId = lastRecorded?.archiveId ?? lastFound?.archiveId ?? "";
  const facts: ArchiveFacts = { archiveId, edition: record.edition, archivedAt: options.archivedAt, title: options.title, signer: options.signer, previous };
  const body = bodyDigest(source, lines);
  const last = lastFound?.content?.marker;
  if (last?.body === body && last.edition === facts.edition && last.signer === facts.signer) {
    return refuse("archive.unchanged", "notice", { archive: last.archiveId, sheet: lastFound?.sheet.name ?? "" });
  }

  const sheetName = unusedName(workbook, fillText(texts["archive.sheet"], { archive: archiveId }));
  const sheetId = unusedId(workbook, `twinscore-archive-${archiveId}`);
  const params = { archive: archiveId, title: options.title, edition: facts.edition, time: readableTime(options.archivedAt), signer: options.signer };
  const head: readonly string[] = [
    fillText(texts["archive.title"], params),
    fillText(texts["archive.facts"], params) + (options.signer === "" ? "" : fillText(texts["archive.signer"], params)),
    previous === null ? texts["archive.first"] : fillText(texts["archive.previous"], { archive: previousId, digest: groupedDigest(previous) }),
    texts["archive.digest"],
  ];
  const linesRow = BODY_ROW + source.rows + 1;
  // What was accepted belongs to what is covered, one blank row below the copy.
  const rows = lines.length === 0 ? BODY_ROW + source.rows : linesRow + lines.length;
  const grid: ValueGrid = {
    rows,
    columns: source.columns,
    valueAt: (row, column) => {
      if (row >= BODY_ROW && row < BODY_ROW + source.rows) return written(source.valueAt(row - BODY_ROW, column));
      return column === 0 ? ((row < BODY_ROW ? head[row] : lines[row - linesRow]) ?? null) : null;
    },
  };
  const canonical = canonicalGrid(grid, isDigestRow);
  const digest = archiveDigest(facts, canonical);
  const sums = checkSums(archiveId, canonical);
  const area = (row: number, column: number, height: number, width: number) => ({ sheetId, row, column, rows: height, columns: width });
  const values: EditValue[][] = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: source.columns }, (_c, column) => (row === DIGEST_ROW && column === 0 ? groupedDigest(digest) : written(grid.valueAt(row, column)))),
  );
  const markerColumn = source.columns;
  const firstColumn: EditValue[][] = sums.rows.map((sum, row) => [row === 0 ? markerText({ ...facts, rows, columns: source.columns, digest, body }) : sum === "" ? null : sum]);
  const secondColumn: EditValue[][] = [[sums.rows[0] ?? null], ...sums.columns.map((sum): EditValue[] => [sum])];
  const signatureRow = rows + 1;
  const across: readonly Rect[] = source.columns === 1 ? [] : [0, 1, 2, 3, DIGEST_ROW, ...lines.map((_, i) => linesRow + i), signatureRow].map((row): Rect => ({ row, column: 0, rows: 1, columns: source.columns }));
  const bodyMerges = ranked.merges.flatMap((merge): readonly Rect[] => {
    const row = merge.row - source.row;
    const column = merge.column - source.column;
    const fits = row >= 0 && column >= 0 && row + merge.rows <= source.rows && column + merge.columns <= source.columns;
    return fits ? [{ row: row + BODY_ROW, column, rows: merge.rows, columns: merge.columns }] : [];
  });
  const anchor = ownSheetAnchor("archive", archiveId);
  const archive: ArchiveRecord = { archiveId, anchor, archivedAt: options.archivedAt, edition: record.edition, digest, previous };
  const next: WorkbookRecord = { ...record, ownSheets: [...record.ownSheets, { purpose: "archive", anchor }], archives: [...record.archives, archive] };
  const columns = columnEdits(sheetId, ranked, source);
  const width = columns.reduce((sum, column) => sum + (column.hidden === true ? 0 : (column.width ?? 0)), 0);
  const edits: readonly Edit[] = [
    { kind: "addSheet", sheetId, name: sheetName, visibility: "visible", after: null },
    ...[...across, ...bodyMerges].map((merge): Edit => ({ kind: "mergeCells", area: { sheetId, ...merge } })),
    { kind: "setValues", area: area(0, 0, rows, source.columns), values },
    { kind: "setValues", area: area(0, markerColumn, rows, 1), values: firstColumn },
    { kind: "setValues", area: area(0, markerColumn + 1, secondColumn.length, 1), values: secondColumn },
    { kind: "setValues", area: area(signatureRow, 0, 1, 1), values: [[texts["archive.signature"]]] },
    ...bodyStyles(workbook, ranked, source).map(({ rect, style }): Edit => ({ kind: "setStyle", area: { sheetId, ...rect }, style })),
    { kind: "setStyle", area: area(0, 0, 1, source.columns), style: { bold: true, fontSize: 14, horizontal: "center", vertical: "center", wrap: true } },
    { kind: "setStyle", area: area(1, 0, DIGEST_ROW, source.columns), style: { fontSize: 9, horizontal: "left", vertical: "center", wrap: true } },
    { kind: "setRowHeight", sheetId, row: 0, rows: 1, height: 28 },
    { kind: "setRowHeight", sheetId, row: 2, rows: 1, height: 26 },
    { kind: "setRowHeight", sheetId, row: DIGEST_ROW, rows: 1, height: 26 },
    { kind: "setRowHeight", sheetId, row: signatureRow, rows: 1, height: 24 },
    ...blankRows(options.without ?? null, source).map((row): Edit => ({ kind: "setRowHeight", sheetId, row: row + BODY_ROW, rows: 1, height: BLANK_HEIGHT })),
    ...headingHeights(workbook, ranked, source).map(({ row, height }): Edit => ({ kind: "setRowHeight", sheetId, row: row + BODY_ROW, rows: 1, height })),
    ...lines.flatMap((line, i): readonly Edit[] => [
      { kind: "setStyle", area: area(linesRow + i, 0, 1, source.columns), style: { ...(i === 0 ? { bold: true } : { fontSize: 9 }), horizontal: "left", vertical: "top", wrap: true, locked: true } },
      { kind: "setRowHeight", sheetId, row: linesRow + i, rows: 1, height: wrappedHeight(line, width) },
    ]),
    ...columns,
    { kind: "setColumns", sheetId, column: markerColumn, columns: 2, hidden: true },
    {
      kind: "setPageLayout",
      sheetId,
      layout: { orientation: source.columns > 8 ? "landscape" : "portrait", fitToWidth: true, titleRows: { first: 0, last: 0 }, footer: fillText(texts["archive.footer"], params) },
    },
    { kind: "setProtection", sheetId, options: { allowFormatCells: false, allowFormatColumns: false, allowSort: false, allowAutoFilter: false } },
    { kind: "defineName", name: anchor, refersTo: `${quoteSheetName(sheetName)}!$A$1`, hidden: true },
    { kind: "setRecord", record: serializeRecord(next) },
  ];
  const errors = errorCells(ranked, source);
  const findings: Finding[] = errors.count === 0 ? [] : [findingOn(ranked, "archive.error-values", "warning", errors.first, { sheet: ranked.name, count: errors.count })];
  return { plan: { purpose: "archive", edits }, record: next, archive: { ...archive, sheetName }, findings };
}

function findingOn(sheet: SheetSnapshot, code: string, severity: Severity, area: Rect | null, params: CodeParams): Finding {
  return { code, severity, sheetId: sheet.sheetId, sheetName: sheet.name, area, params };
}

/** The ranked sheet's values from its first filled cell to its last. */
type Body = ValueGrid & { readonly row: number; readonly column: number };

function bodyOf(sheet: SheetSnapshot, without: Rect | null): Body | null {
  const { used } = sheet;
  if (!used) return null;
  // Some programs leave values under merged areas; they are not seen and cannot be written.
  const grid = tableGrid(sheet, used);
  const isLeftOut = (row: number, column: number): boolean => without !== null && row >= without.row && row < without.row + without.rows && column >= without.column && column < without.column + without.columns;
  return {
    ...used,
    valueAt: (row, column) => {
      if (isLeftOut(used.row + row, used.column + column)) return null;
      const merge = grid.mergeAt(used.row + row, used.column + column);
      const hidden = merge !== null && (merge.row !== used.row + row || merge.column !== used.column + column);
      return hidden ? null : valueAt(sheet, used.row + row, used.column + column);
    },
  };
}

/** Rows of the body in which only what is left out stood. */
function blankRows(without: Rect | null, source: Body): readonly number[] {
  if (without === null) return [];
  const rows = Array.from({ length: without.rows }, (_, i) => without.row - source.row + i);
  return rows.filter((row) => row >= 0 && row < source.rows && Array.from({ length: source.columns }, (_, column) => written(source.valueAt(row, column))).every((value) => value === null));
}

/** The value as it is written: an error becomes its name, because errors cannot be typed in. */
function written(value: CellValue): EditValue {
  if (value === null || value === "") return null;
  if (isCellError(value)) return value.error;
  return typeof value === "number" && !Number.isFinite(value) ? textOf(value) : value;
}

/** `lines`: what was accepted; without any the digest is that of archives made before these were listed. */
function bodyDigest(source: Body, lines: readonly string[]): string {
  const cells: string[] = [];
  for (let row = 0; row < source.rows; row++) {
    for (let column = 0; column < source.columns; column++) {
      const cell = canonicalCell(written(source.valueAt(row, column)));
      if (cell !== null) cells.push(String(row), String(column), cell);
    }
  }
  return sha256Hex(joinUnambiguously(lines.length === 0 ? cells : [joinUnambiguously(cells), ...lines.map((line) => canonicalCell(line) ?? "")]));
}

/** "2026-10-08T09:00:00+08:00" → "2026-10-08 09:00". */
function readableTime(iso: string): string {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.exec(iso)?.[0].replace("T", " ") ?? iso;
}

function unusedName(workbook: WorkbookSnapshot, wanted: string): string {
  const taken = new Set(workbook.sheets.map((sheet) => sheet.name.toLowerCase()));
  const base = wanted.replace(/[\\/?*[\]:]/g, "-").slice(0, MAX_SHEET_NAME);
  for (let n = 1; ; n++) {
    const ending = n === 1 ? "" : `-${String(n)}`;
    const name = base.slice(0, MAX_SHEET_NAME - ending.length) + ending;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

function unusedId(workbook: WorkbookSnapshot, wanted: string): string {
  const taken = new Set(workbook.sheets.map((sheet) => sheet.sheetId));
  for (let n = 1; ; n++) {
    const id = n === 1 ? wanted : `${wanted}-${String(n)}`;
    if (!taken.has(id)) return id;
  }
}

/** The look of the copied cells, equal neighbours together. Conditional formats are not copied: an archive does not change. */
function bodyStyles(workbook: WorkbookSnapshot, ranked: SheetSnapshot, source: Body): readonly { readonly rect: Rect; readonly style: StylePatch }[] {
  const places = new Map<number, Rect[]>();
  for (let row = 0; row < source.rows; row++) {
    const styles = ranked.styles[row];
    if (!styles) continue;
    for (let column = 0; column < source.columns; column++) {
      const index = styles[column];
      if (index === undefined || index === 0) continue;
      const rects = places.get(index) ?? [];
      const last = rects.at(-1);
      if (last && last.row === row + BODY_ROW && last.column + last.columns === column) rects[rects.length - 1] = { ...last, columns: last.columns + 1 };
      else rects.push({ row: row + BODY_ROW, column, rows: 1, columns: 1 });
      places.set(index, rects);
    }
  }
  return [...places].flatMap(([index, rects]) => {
    const style = workbook.styleTable[index];
    return style ? joinAreas(rects).map((rect) => ({ rect, style: patchOf(style) })) : [];
  });
}

function patchOf(style: CellStyle): StylePatch {
  const horizontal = style.horizontal === "left" || style.horizontal === "center" || style.horizontal === "right" ? style.horizontal : "general";
  return {
    numberFormat: style.numberFormat,
    bold: style.bold,
    fontSize: style.fontSize,
    ...(style.fontColor === null ? {} : { fontColor: style.fontColor }),
    ...(style.fill === null ? {} : { fill: style.fill }),
    horizontal,
    wrap: style.wrap,
    indent: style.indent,
    border: style.borderTop && style.borderBottom ? "thin" : "none",
    locked: true,
  };
}

/** Rows of the body with larger letters, as a heading's: programs make no room for what stands in merged cells. Points. */
function headingHeights(workbook: WorkbookSnapshot, ranked: SheetSnapshot, source: Body): readonly { readonly row: number; readonly height: number }[] {
  const heights: { readonly row: number; readonly height: number }[] = [];
  for (let row = 0; row < source.rows; row++) {
    let largest = 0;
    for (let column = 0; column < source.columns; column++) {
      if (written(source.valueAt(row, column)) !== null) largest = Math.max(largest, workbook.styleTable[ranked.styles[row]?.[column] ?? 0]?.fontSize ?? 0);
    }
    if (largest > LARGEST_PLAIN_FONT) heights.push({ row, height: Math.ceil(largest * 1.6) });
  }
  return heights;
}

/** Rows in which one cell alone holds something: a heading runs over its neighbours and asks for no width. */
function headingRows(source: Body): ReadonlySet<number> {
  const filled = (row: number): number => Array.from({ length: source.columns }, (_, column) => written(source.valueAt(row, column))).filter((value) => value !== null).length;
  return source.columns === 1 ? new Set() : new Set(Array.from({ length: source.rows }, (_, row) => row).filter((row) => filled(row) === 1));
}

/** Widths by content; what is hidden on the ranked sheet (keys) is hidden here too. */
function columnEdits(sheetId: string, ranked: SheetSnapshot, source: Body): readonly Extract<Edit, { readonly kind: "setColumns" }>[] {
  const hidden = new Set(ranked.hiddenColumns);
  const wide = new Set(ranked.merges.filter((merge) => merge.columns > 1).map((merge) => `${String(merge.row - source.row)},${String(merge.column - source.column)}`));
  const headings = headingRows(source);
  return Array.from({ length: source.columns }, (_, column) => {
    let width = MIN_WIDTH;
    for (let row = 0; row < source.rows; row++) {
      if (!headings.has(row) && !wide.has(`${String(row)},${String(column)}`)) width = Math.max(width, displayWidth(textOf(source.valueAt(row, column)), 100) + 2);
      if (width >= MAX_WIDTH) break;
    }
    return { kind: "setColumns" as const, sheetId, column, columns: 1, width: Math.min(width, MAX_WIDTH), ...(hidden.has(column + source.column) ? { hidden: true } : {}) };
  });
}

function errorCells(ranked: SheetSnapshot, source: Body): { readonly count: number; readonly first: Rect | null } {
  let count = 0;
  let first: Rect | null = null;
  for (let row = 0; row < source.rows; row++) {
    for (let column = 0; column < source.columns; column++) {
      if (!isCellError(valueAt(ranked, source.row + row, source.column + column))) continue;
      count++;
      first ??= { row: source.row + row, column: source.column + column, rows: 1, columns: 1 };
    }
  }
  return { count, first };
}
