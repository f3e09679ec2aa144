import { intersection, MAX_COLUMNS, MAX_ROWS, type Rect } from "../../../src/core/grid/address";
import { flag, objectArgument, plain, text, wholeNumber } from "../protocol/arguments";
import { HostError, invalidArgument, itemNotFound, notModelled } from "../protocol/host-error";
import { hostObject, NOTHING, type Argument, type HostClass, type HostObject, type Returned } from "../protocol/host-object";
import { oneOf, type Json } from "../protocol/json";
import { calculateNow } from "../model/calculator";
import { clearContents, ensureBounded, matrixFor, writeContents } from "../model/contents";
import { clearFormats, cutsMerge, patchFormats } from "../model/formats";
import { ensureAllowed, ensureUnlocked } from "../model/protection";
import { boundingRect, isEntireColumns, isEntireRows, isInGrid, isInside, touchesAny } from "../model/rectangles";
import { fullAddress, resolveRange, type Block } from "../model/references";
import { usedRect } from "../model/sheet-model";
import { cellProperties, columnProperties, rowProperties } from "./cell-properties";
import { conditionalFormatsObject, removeConditionalFormats } from "./conditional-formats";
import { agreement, formulasOf, hiddenState, numberFormatsOf, textsOf, valuesOf, valueTypesOf } from "./read-cells";
import { rangeFormatObject } from "./range-format";
import { selectRects } from "./selection";
import { specialCells } from "./special-cells";
import { tablesTouching } from "./tables";
import { dataValidationObject, removeValidations } from "./validation";
import { worksheetObject } from "./worksheet";

/** The only rectangle of a range. */
function rectOf({ rects }: Block): Rect {
  const [rect] = rects;
  if (!rect) throw new HostError("GeneralException", "A range without cells.");
  return rect;
}

/** A range of one sheet; refused where it would leave the grid. */
export function rangeObject(block: Block): HostObject {
  if (!block.rects.every(isInGrid)) throw invalidArgument("a range beyond the sheet");
  return hostObject(RANGE, block);
}

export function rangeAreasObject(block: Block): HostObject {
  if (block.rects.length === 0 || !block.rects.every(isInGrid)) throw invalidArgument("areas beyond the sheet");
  return hostObject(RANGE_AREAS, block);
}

/** The rectangles behind an argument that is a Range or RangeAreas. */
export function blockOf(value: Argument | undefined): Block | null {
  const object = objectArgument(value, "Range") ?? objectArgument(value, "RangeAreas");
  return object ? (object.target as Block) : null;
}

function range(block: Block, rect: Rect): Returned {
  return { object: rangeObject({ ...block, rects: [rect] }) };
}

function areas(block: Block, rects: readonly Rect[], what: string): Returned {
  if (rects.length === 0) throw itemNotFound(what);
  return { object: rangeAreasObject({ ...block, rects }) };
}

function areasOrNull(block: Block, rects: readonly Rect[]): Returned {
  return { object: rects.length === 0 ? null : rangeAreasObject({ ...block, rects }) };
}

/** Another range given as an object or an address on the same sheet. */
function other(block: Block, args: readonly Argument[], what: string): Block {
  const found = blockOf(args[0]) ?? resolveRange(block.workbook, block.sheet, text(args, 0, what));
  if (found.sheet !== block.sheet) throw invalidArgument(`${what} is on another sheet`);
  return found;
}

function common(block: Block, args: readonly Argument[]): Rect | null {
  return intersection(rectOf(block), rectOf(other(block, args, "anotherRange")));
}

function used(block: Block, args: readonly Argument[]): Rect | null {
  return usedRect(block.sheet, rectOf(block), flag(args, 0, "valuesOnly"));
}

/** Rows or columns beside the range: `count` of them, on one side for positive and the other for negative numbers. */
function beside(block: Block, side: "above" | "below" | "before" | "after", args: readonly Argument[]): Returned {
  const count = wholeNumber(args, 0, "count", 1);
  if (count < 1) throw notModelled("a count below one");
  const rect = rectOf(block);
  switch (side) {
    case "above":
      return range(block, { ...rect, row: rect.row - count, rows: count });
    case "below":
      return range(block, { ...rect, row: rect.row + rect.rows, rows: count });
    case "before":
      return range(block, { ...rect, column: rect.column - count, columns: count });
    case "after":
      return range(block, { ...rect, column: rect.column + rect.columns, columns: count });
  }
}

function ensureWithin(value: number, count: number, what: string): void {
  if (value < 0 || value >= count) throw invalidArgument(what);
}

/** Sets or lifts hiding of the rows or columns of the rectangles. */
function hide(block: Block, lines: "rows" | "columns", value: Argument): void {
  const isHidden = flag([value], 0, "hidden");
  const { workbook, sheet, rects } = block;
  ensureAllowed(sheet, "hiding", lines === "rows" ? "allowFormatRows" : "allowFormatColumns");
  const hidden = lines === "rows" ? sheet.hiddenRows : sheet.hiddenColumns;
  for (const rect of rects) {
    const first = lines === "rows" ? rect.row : rect.column;
    const count = lines === "rows" ? rect.rows : rect.columns;
    for (let line = first; line < first + count; line++) {
      if (isHidden) hidden.add(line);
      else hidden.delete(line);
    }
    if (lines === "rows") workbook.events.push({ kind: "rowHiddenChanged", sheet, author: workbook.author, address: fullAddress(sheet, rect).split("!").at(-1) ?? "" });
  }
}

function setNumberFormat(block: Block, value: Json): void {
  const rect = rectOf(block);
  const { workbook, sheet } = block;
  if (Array.isArray(value)) ensureBounded(rect, "numberFormat");
  ensureAllowed(sheet, "formatting", "allowFormatCells");
  const item = matrixFor(value, rect, "numberFormat");
  if (!Array.isArray(value)) {
    if (typeof value !== "string") throw invalidArgument("numberFormat");
    patchFormats(workbook, sheet, rect, { numberFormat: value });
  } else {
    const formats: (readonly [Rect, string])[] = [];
    for (let row = 0; row < rect.rows; row++) {
      for (let column = 0; column < rect.columns; column++) {
        const format = item(row, column);
        if (format === null) continue;
        if (typeof format !== "string") throw invalidArgument("numberFormat");
        formats.push([{ row: rect.row + row, column: rect.column + column, rows: 1, columns: 1 }, format === "" ? "General" : format]);
      }
    }
    for (const [cell, numberFormat] of formats) patchFormats(workbook, sheet, cell, { numberFormat });
  }
  workbook.events.push({ kind: "formatChanged", sheet, rect, author: workbook.author });
}

const CLEAR = ["All", "Formats", "Contents", "Hyperlinks", "RemoveHyperlinks", "ResetContents"] as const;

function clear(block: Block, args: readonly Argument[]): Returned {
  const applyTo = oneOf(args[0] ?? "All", CLEAR, "applyTo");
  const { workbook, sheet } = block;
  if (applyTo !== "All" && applyTo !== "Formats" && applyTo !== "Contents") throw notModelled(`clear("${applyTo}")`);
  for (const rect of block.rects) {
    if (cutsMerge(sheet, rect)) throw invalidArgument("part of a merged area");
    if (applyTo !== "Formats") ensureUnlocked(workbook, sheet, rect);
    if (applyTo !== "Contents") ensureAllowed(sheet, "clearing formats");
  }
  for (const rect of block.rects) {
    if (applyTo !== "Formats") clearContents(workbook, sheet, rect);
    if (applyTo === "Contents") continue;
    clearFormats(sheet, rect);
    sheet.merges = sheet.merges.filter((merge) => !isInside(merge, rect));
    removeConditionalFormats(sheet, rect);
    if (applyTo === "All") removeValidations(sheet, [rect]);
    workbook.events.push({ kind: "formatChanged", sheet, rect, author: workbook.author });
  }
  return NOTHING;
}

function merge(block: Block, args: readonly Argument[]): Returned {
  const { workbook, sheet } = block;
  const rect = rectOf(block);
  ensureAllowed(sheet, "merging");
  ensureBounded(rect, "merge");
  if (touchesAny(rect, sheet.tables.map((table) => table.area))) throw new HostError("InvalidOperation", "cells of a table cannot be merged");
  const parts = flag(args, 0, "across") ? Array.from({ length: rect.rows }, (_, row) => ({ ...rect, row: rect.row + row, rows: 1 })) : [rect];
  for (const part of parts) {
    let whole = part;
    for (const old of sheet.merges) if (intersection(old, whole)) whole = boundingRect(whole, old);
    sheet.merges = sheet.merges.filter((old) => !intersection(old, whole));
    if (whole.rows * whole.columns === 1) continue;
    keepFirstValue({ workbook, sheet, rects: [whole] });
    sheet.merges.push(whole);
  }
  workbook.events.push({ kind: "formatChanged", sheet, rect, author: workbook.author });
  return NOTHING;
}

/** Merging keeps the content of the upper left cell only. */
function keepFirstValue({ workbook, sheet, rects: [rect] }: Block): void {
  if (!rect) return;
  const { row, column, rows, columns } = rect;
  if (columns > 1) clearContents(workbook, sheet, { row, column: column + 1, rows: 1, columns: columns - 1 });
  if (rows > 1) clearContents(workbook, sheet, { row: row + 1, column, rows: rows - 1, columns });
}

/** Limit of `getMergedAreasOrNullObject`, as documented. */
const MAX_MERGED_AREAS = 512;

function mergedAreas(block: Block): Returned {
  const rect = rectOf(block);
  const found = block.sheet.merges.filter((area) => intersection(area, rect));
  if (found.length > MAX_MERGED_AREAS) throw new HostError("GeneralException", `${found.length} merged areas`);
  return areasOrNull(block, found);
}

function resized(block: Block, args: readonly Argument[]): Returned {
  const rect = rectOf(block);
  return range(block, { ...rect, rows: rect.rows + wholeNumber(args, 0, "deltaRows"), columns: rect.columns + wholeNumber(args, 1, "deltaColumns") });
}

/** The block of filled cells around the range, bounded by blank rows and columns. */
function surroundingRegion(block: Block): Returned {
  let region = rectOf(block);
  for (;;) {
    const row = Math.max(0, region.row - 1);
    const column = Math.max(0, region.column - 1);
    const wider = { row, column, rows: Math.min(MAX_ROWS, region.row + region.rows + 1) - row, columns: Math.min(MAX_COLUMNS, region.column + region.columns + 1) - column };
    const filled = usedRect(block.sheet, wider, true);
    const next = filled ? boundingRect(region, filled) : region;
    if (next.rows === region.rows && next.columns === region.columns) return range(block, region);
    region = next;
  }
}

const RANGE: HostClass<Block> = {
  className: "Range",
  byReference: true,
  get: {
    Address: (block) => fullAddress(block.sheet, rectOf(block)),
    AddressLocal: (block) => fullAddress(block.sheet, rectOf(block)),
    // Beyond 2^31 - 1 cells Excel gives -1.
    CellCount: (block) => (rectOf(block).rows * rectOf(block).columns > 2_147_483_647 ? -1 : rectOf(block).rows * rectOf(block).columns),
    ColumnCount: (block) => rectOf(block).columns,
    ColumnHidden: (block) => agreement(rectOf(block).column, rectOf(block).columns, block.sheet.hiddenColumns),
    ColumnIndex: (block) => rectOf(block).column,
    Formulas: formulasOf,
    Hidden: (block) => hiddenState(block.sheet, rectOf(block)),
    IsEntireColumn: (block) => isEntireColumns(rectOf(block)),
    IsEntireRow: (block) => isEntireRows(rectOf(block)),
    NumberFormat: numberFormatsOf,
    RowCount: (block) => rectOf(block).rows,
    RowHidden: (block) => agreement(rectOf(block).row, rectOf(block).rows, block.sheet.hiddenRows),
    RowIndex: (block) => rectOf(block).row,
    Text: textsOf,
    Values: valuesOf,
    ValueTypes: valueTypesOf,
  },
  set: {
    ColumnHidden: (block, value) => hide(block, "columns", value),
    Formulas: (block, value) => writeContents(block, plain(value, "formulas"), "formulas"),
    NumberFormat: (block, value) => setNumberFormat(block, plain(value, "numberFormat")),
    RowHidden: (block, value) => hide(block, "rows", value),
    Values: (block, value) => writeContents(block, plain(value, "values"), "values"),
  },
  navigate: {
    ConditionalFormats: (block) => conditionalFormatsObject(block),
    DataValidation: (block) => dataValidationObject(block),
    Format: (block) => rangeFormatObject(block),
    Worksheet: ({ workbook, sheet }) => worksheetObject(workbook, sheet),
  },
  call: {
    Calculate: ({ workbook }) => {
      calculateNow(workbook, true);
      return NOTHING;
    },
    Clear: clear,
    GetAbsoluteResizedRange: (block, args) => range(block, { ...rectOf(block), rows: wholeNumber(args, 0, "numRows"), columns: wholeNumber(args, 1, "numColumns") }),
    GetBoundingRect: (block, args) => range(block, boundingRect(rectOf(block), rectOf(other(block, args, "anotherRange")))),
    GetCellProperties: cellProperties,
    GetCell: (block, args) => range(block, { row: rectOf(block).row + wholeNumber(args, 0, "row"), column: rectOf(block).column + wholeNumber(args, 1, "column"), rows: 1, columns: 1 }),
    GetColumn: (block, args) => {
      const column = wholeNumber(args, 0, "column");
      ensureWithin(column, rectOf(block).columns, "column");
      return range(block, { ...rectOf(block), column: rectOf(block).column + column, columns: 1 });
    },
    GetColumnProperties: columnProperties,
    GetColumnsAfter: (block, args) => beside(block, "after", args),
    GetColumnsBefore: (block, args) => beside(block, "before", args),
    GetEntireColumn: (block) => range(block, { ...rectOf(block), row: 0, rows: MAX_ROWS }),
    GetEntireRow: (block) => range(block, { ...rectOf(block), column: 0, columns: MAX_COLUMNS }),
    GetIntersection: (block, args) => {
      const rect = common(block, args);
      if (!rect) throw itemNotFound("an intersection");
      return range(block, rect);
    },
    GetIntersectionOrNullObject: (block, args) => {
      const rect = common(block, args);
      return rect ? range(block, rect) : { object: null };
    },
    GetLastCell: (block) => range(block, { row: rectOf(block).row + rectOf(block).rows - 1, column: rectOf(block).column + rectOf(block).columns - 1, rows: 1, columns: 1 }),
    GetLastColumn: (block) => range(block, { ...rectOf(block), column: rectOf(block).column + rectOf(block).columns - 1, columns: 1 }),
    GetLastRow: (block) => range(block, { ...rectOf(block), row: rectOf(block).row + rectOf(block).rows - 1, rows: 1 }),
    GetMergedAreasOrNullObject: mergedAreas,
    GetOffsetRange: (block, args) => range(block, { ...rectOf(block), row: rectOf(block).row + wholeNumber(args, 0, "rowOffset"), column: rectOf(block).column + wholeNumber(args, 1, "columnOffset") }),
    GetResizedRange: resized,
    GetRow: (block, args) => {
      const row = wholeNumber(args, 0, "row");
      ensureWithin(row, rectOf(block).rows, "row");
      return range(block, { ...rectOf(block), row: rectOf(block).row + row, rows: 1 });
    },
    GetRowProperties: rowProperties,
    GetRowsAbove: (block, args) => beside(block, "above", args),
    GetRowsBelow: (block, args) => beside(block, "below", args),
    GetSpecialCells: (block, args) => areas(block, specialCells(block, text(args, 0, "cellType"), text(args, 1, "cellValueType", "All")), "special cells"),
    GetSpecialCellsOrNullObject: (block, args) => areasOrNull(block, specialCells(block, text(args, 0, "cellType"), text(args, 1, "cellValueType", "All"))),
    GetSurroundingRegion: surroundingRegion,
    GetTables: (block, args) => ({ object: tablesTouching(block, flag(args, 0, "fullyContained")) }),
    GetUsedRange: (block, args) => {
      const rect = used(block, args);
      if (!rect) throw itemNotFound("used cells");
      return range(block, rect);
    },
    GetUsedRangeOrNullObject: (block, args) => {
      const rect = used(block, args);
      return rect ? range(block, rect) : { object: null };
    },
    Merge: merge,
    Select: (block) => {
      selectRects(block);
      return NOTHING;
    },
    Unmerge: (block) => {
      ensureAllowed(block.sheet, "unmerging");
      block.sheet.merges = block.sheet.merges.filter((area) => !intersection(area, rectOf(block)));
      return NOTHING;
    },
    // Sent by the client library before it cuts a large array into pieces.
    _ValidateArraySize: (block, args) => {
      if (wholeNumber(args, 0, "rows") !== rectOf(block).rows || wholeNumber(args, 1, "columns") !== rectOf(block).columns) throw invalidArgument("the size of the array");
      return NOTHING;
    },
  },
};

const RANGE_AREAS: HostClass<Block> = {
  className: "RangeAreas",
  byReference: true,
  get: {
    Address: ({ sheet, rects }) => rects.map((rect) => fullAddress(sheet, rect)).join(","),
    AddressLocal: ({ sheet, rects }) => rects.map((rect) => fullAddress(sheet, rect)).join(","),
    AreaCount: ({ rects }) => rects.length,
    CellCount: ({ rects }) => rects.reduce((sum, rect) => sum + rect.rows * rect.columns, 0),
    IsEntireColumn: ({ rects }) => rects.every(isEntireColumns),
    IsEntireRow: ({ rects }) => rects.every(isEntireRows),
  },
  navigate: {
    Areas: (block) => hostObject(RANGE_COLLECTION, block),
    ConditionalFormats: (block) => conditionalFormatsObject(block),
    DataValidation: (block) => dataValidationObject(block),
    Format: (block) => rangeFormatObject(block),
    Worksheet: ({ workbook, sheet }) => worksheetObject(workbook, sheet),
  },
  call: {
    Clear: clear,
    GetEntireColumn: (block) => areas(block, block.rects.map((rect) => ({ ...rect, row: 0, rows: MAX_ROWS })), "columns"),
    GetEntireRow: (block) => areas(block, block.rects.map((rect) => ({ ...rect, column: 0, columns: MAX_COLUMNS })), "rows"),
    GetIntersection: (block, args) => areas(block, intersections(block, args), "an intersection"),
    GetIntersectionOrNullObject: (block, args) => areasOrNull(block, intersections(block, args)),
    GetOffsetRangeAreas: (block, args) => areas(block, block.rects.map((rect) => ({ ...rect, row: rect.row + wholeNumber(args, 0, "rowOffset"), column: rect.column + wholeNumber(args, 1, "columnOffset") })), "areas"),
    GetSpecialCells: (block, args) => areas(block, specialCells(block, text(args, 0, "cellType"), text(args, 1, "cellValueType", "All")), "special cells"),
    GetSpecialCellsOrNullObject: (block, args) => areasOrNull(block, specialCells(block, text(args, 0, "cellType"), text(args, 1, "cellValueType", "All"))),
    GetUsedRangeAreas: (block, args) => areas(block, usedAreas(block, args), "used cells"),
    GetUsedRangeAreasOrNullObject: (block, args) => areasOrNull(block, usedAreas(block, args)),
    Select: (block) => {
      selectRects(block);
      return NOTHING;
    },
  },
};

function intersections(block: Block, args: readonly Argument[]): readonly Rect[] {
  const { rects } = other(block, args, "anotherRange");
  return block.rects.flatMap((rect) => rects.flatMap((another) => intersection(rect, another) ?? []));
}

function usedAreas(block: Block, args: readonly Argument[]): readonly Rect[] {
  return block.rects.flatMap((rect) => usedRect(block.sheet, rect, flag(args, 0, "valuesOnly")) ?? []);
}

function areaAt(block: Block, args: readonly Argument[]): Returned {
  const rect = block.rects[wholeNumber(args, 0, "index")];
  if (!rect) throw invalidArgument("index");
  return range(block, rect);
}

const RANGE_COLLECTION: HostClass<Block> = {
  className: "RangeCollection",
  items: (block) => block.rects.map((rect) => rangeObject({ ...block, rects: [rect] })),
  call: {
    GetCount: ({ rects }) => ({ value: rects.length }),
    GetItemAt: areaAt,
  },
};
