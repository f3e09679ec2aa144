import type { Rect } from "../../../src/core/grid/address";
import { flag, text, wholeNumber } from "../protocol/arguments";
import { invalidArgument, itemNotFound, notModelled } from "../protocol/host-error";
import { hostObject, NOTHING, type Argument, type HostClass, type HostObject } from "../protocol/host-object";
import { oneOf, type Json } from "../protocol/json";
import { formatOf, NO_BORDER, type Border, type BorderSide, type CellFormat } from "../model/cell-format";
import { colorOf } from "../model/color";
import { formatsIn, patchFormats } from "../model/formats";
import { ensureAllowed } from "../model/protection";
import type { Block } from "../model/references";
import { DEFAULT_COLUMN_WIDTH, DEFAULT_ROW_HEIGHT } from "../model/sheet-model";

/** What all cells have in common, or `null` where they differ (SX-14). */
function uniform(block: Block, read: (format: CellFormat) => Json): Json {
  let found: Json | undefined;
  for (const rect of block.rects) {
    for (const number of formatsIn(block.sheet, rect)) {
      const value = read(formatOf(block.workbook.formats, number));
      if (found !== undefined && found !== value) return null;
      found = value;
    }
  }
  return found ?? null;
}

function patch(block: Block, change: Partial<CellFormat>): void {
  const { workbook, sheet } = block;
  ensureAllowed(sheet, "formatting", "allowFormatCells");
  for (const rect of block.rects) {
    patchFormats(workbook, sheet, rect, change);
    workbook.events.push({ kind: "formatChanged", sheet, rect, author: workbook.author });
  }
}

/** Width or height that all lines share, or `null`. */
function lineSize(block: Block, lines: "rows" | "columns"): number | null {
  const sizes = lines === "rows" ? block.sheet.rowHeights : block.sheet.columnWidths;
  const standard = lines === "rows" ? DEFAULT_ROW_HEIGHT : DEFAULT_COLUMN_WIDTH;
  const found = new Set<number>();
  for (const rect of block.rects) {
    const first = lines === "rows" ? rect.row : rect.column;
    const count = lines === "rows" ? rect.rows : rect.columns;
    let set = 0;
    for (const [line, size] of sizes) {
      if (line < first || line >= first + count) continue;
      set += 1;
      found.add(size);
    }
    if (set < count) found.add(standard);
  }
  const [size, another] = found;
  return size === undefined || another !== undefined ? null : size;
}

/** Largest row height and column width, in points. */
const MAX_LINE = { rows: 409, columns: 1790 } as const;

function setLineSize(block: Block, lines: "rows" | "columns", value: Argument): void {
  if (typeof value !== "number" || value < 0 || value > MAX_LINE[lines]) throw invalidArgument(lines === "rows" ? "rowHeight" : "columnWidth");
  ensureAllowed(block.sheet, "formatting", lines === "rows" ? "allowFormatRows" : "allowFormatColumns");
  const sizes = lines === "rows" ? block.sheet.rowHeights : block.sheet.columnWidths;
  for (const rect of block.rects) {
    const first = lines === "rows" ? rect.row : rect.column;
    const count = lines === "rows" ? rect.rows : rect.columns;
    for (let line = first; line < first + count; line++) sizes.set(line, value);
  }
}

/** Whether all lines have the standard size; `null` where their sizes differ. */
function isStandard(block: Block, lines: "rows" | "columns"): boolean | null {
  const size = lineSize(block, lines);
  return size === null ? null : size === (lines === "rows" ? DEFAULT_ROW_HEIGHT : DEFAULT_COLUMN_WIDTH);
}

/** Gives lines their standard size again; only `true` means something. */
function setStandard(block: Block, lines: "rows" | "columns", value: Argument): void {
  ensureAllowed(block.sheet, "formatting", lines === "rows" ? "allowFormatRows" : "allowFormatColumns");
  if (!flag([value], 0, lines === "rows" ? "useStandardHeight" : "useStandardWidth")) return;
  const sizes = lines === "rows" ? block.sheet.rowHeights : block.sheet.columnWidths;
  for (const rect of block.rects) {
    const first = lines === "rows" ? rect.row : rect.column;
    const count = lines === "rows" ? rect.rows : rect.columns;
    for (const line of [...sizes.keys()]) if (line >= first && line < first + count) sizes.delete(line);
  }
}

const HORIZONTAL = ["General", "Left", "Center", "Right", "Fill", "Justify", "CenterAcrossSelection", "Distributed"] as const;
const VERTICAL = ["Top", "Center", "Bottom", "Justify", "Distributed"] as const;
const UNDERLINES = ["None", "Single", "Double", "SingleAccountant", "DoubleAccountant"] as const;
const BORDER_STYLES = ["None", "Continuous", "Dash", "DashDot", "DashDotDot", "Dot", "Double", "SlantDashDot"] as const;
const BORDER_WEIGHTS = ["Hairline", "Thin", "Medium", "Thick"] as const;

const RANGE_FORMAT: HostClass<Block> = {
  className: "RangeFormat",
  get: {
    ColumnWidth: (block) => lineSize(block, "columns"),
    HorizontalAlignment: (block) => uniform(block, (format) => format.horizontal),
    IndentLevel: (block) => uniform(block, (format) => format.indent),
    RowHeight: (block) => lineSize(block, "rows"),
    ShrinkToFit: (block) => uniform(block, (format) => format.shrink),
    TextOrientation: (block) => uniform(block, (format) => format.textOrientation),
    UseStandardHeight: (block) => isStandard(block, "rows"),
    UseStandardWidth: (block) => isStandard(block, "columns"),
    VerticalAlignment: (block) => uniform(block, (format) => format.vertical),
    WrapText: (block) => uniform(block, (format) => format.wrap),
  },
  set: {
    ColumnWidth: (block, value) => setLineSize(block, "columns", value),
    HorizontalAlignment: (block, value) => patch(block, { horizontal: oneOf(value, HORIZONTAL, "horizontalAlignment") }),
    IndentLevel: (block, value) => {
      const indent = wholeNumber([value], 0, "indentLevel");
      if (indent < 0 || indent > 250) throw invalidArgument("indentLevel");
      patch(block, { indent });
    },
    RowHeight: (block, value) => setLineSize(block, "rows", value),
    ShrinkToFit: (block, value) => patch(block, { shrink: flag([value], 0, "shrinkToFit") }),
    TextOrientation: (block, value) => patch(block, { textOrientation: wholeNumber([value], 0, "textOrientation") }),
    UseStandardHeight: (block, value) => setStandard(block, "rows", value),
    UseStandardWidth: (block, value) => setStandard(block, "columns", value),
    VerticalAlignment: (block, value) => patch(block, { vertical: oneOf(value, VERTICAL, "verticalAlignment") }),
    WrapText: (block, value) => patch(block, { wrap: flag([value], 0, "wrapText") }),
  },
  navigate: {
    Borders: (block) => hostObject(RANGE_BORDERS, block),
    Fill: (block) => hostObject(RANGE_FILL, block),
    Font: (block) => hostObject(RANGE_FONT, block),
    Protection: (block) => hostObject(FORMAT_PROTECTION, block),
  },
};

const RANGE_FILL: HostClass<Block> = {
  className: "RangeFill",
  // Cells without a fill are white for a reader.
  get: {
    Color: (block) => uniform(block, (format) => format.fill ?? "#FFFFFF"),
    Pattern: (block) => uniform(block, (format) => (format.fill === null ? "None" : "Solid")),
  },
  set: {
    Color: (block, value) => patch(block, { fill: colorOf(text([value], 0, "color")) }),
    Pattern: (block, value) => {
      if (value !== "None" && value !== "Solid") throw notModelled("fill patterns");
      patch(block, value === "None" ? { fill: null } : {});
    },
  },
  call: {
    Clear: (block) => {
      patch(block, { fill: null });
      return NOTHING;
    },
  },
};

const RANGE_FONT: HostClass<Block> = {
  className: "RangeFont",
  get: {
    Bold: (block) => uniform(block, (format) => format.bold),
    Color: (block) => uniform(block, (format) => format.fontColor ?? "#000000"),
    Italic: (block) => uniform(block, (format) => format.italic),
    Name: (block) => uniform(block, (format) => format.fontName),
    Size: (block) => uniform(block, (format) => format.fontSize),
    Strikethrough: (block) => uniform(block, (format) => format.strikethrough),
    Underline: (block) => uniform(block, (format) => format.underline),
  },
  set: {
    Bold: (block, value) => patch(block, { bold: flag([value], 0, "bold") }),
    Color: (block, value) => patch(block, { fontColor: colorOf(text([value], 0, "color")) }),
    Italic: (block, value) => patch(block, { italic: flag([value], 0, "italic") }),
    Name: (block, value) => patch(block, { fontName: text([value], 0, "name") }),
    Size: (block, value) => {
      if (typeof value !== "number" || value < 1 || value > 409) throw invalidArgument("size");
      patch(block, { fontSize: value });
    },
    Strikethrough: (block, value) => patch(block, { strikethrough: flag([value], 0, "strikethrough") }),
    Underline: (block, value) => patch(block, { underline: oneOf(value, UNDERLINES, "underline") }),
  },
};

const FORMAT_PROTECTION: HostClass<Block> = {
  className: "FormatProtection",
  get: {
    FormulaHidden: (block) => uniform(block, (format) => format.formulaHidden),
    Locked: (block) => uniform(block, (format) => format.locked),
  },
  set: {
    // Whether cells are locked cannot be changed on a protected sheet at all.
    FormulaHidden: (block, value) => patchLocks(block, { formulaHidden: flag([value], 0, "formulaHidden") }),
    Locked: (block, value) => patchLocks(block, { locked: flag([value], 0, "locked") }),
  },
};

function patchLocks(block: Block, change: Partial<CellFormat>): void {
  ensureAllowed(block.sheet, "changing what is locked");
  patch(block, change);
}

const EDGES = ["EdgeTop", "EdgeBottom", "EdgeLeft", "EdgeRight", "InsideVertical", "InsideHorizontal"] as const;
type Edge = (typeof EDGES)[number];
type BlockEdge = { readonly block: Block; readonly edge: Edge };

/** Cells and sides that an edge of a rectangle consists of. */
function sidesOf(rect: Rect, edge: Edge): readonly (readonly [Rect, BorderSide])[] {
  const top = { ...rect, rows: 1 };
  const left = { ...rect, columns: 1 };
  switch (edge) {
    case "EdgeTop":
      return [[top, "top"]];
    case "EdgeBottom":
      return [[{ ...top, row: rect.row + rect.rows - 1 }, "bottom"]];
    case "EdgeLeft":
      return [[left, "left"]];
    case "EdgeRight":
      return [[{ ...left, column: rect.column + rect.columns - 1 }, "right"]];
    case "InsideHorizontal":
      if (rect.rows === 1) return [];
      return [
        [{ ...rect, rows: rect.rows - 1 }, "bottom"],
        [{ ...rect, row: rect.row + 1, rows: rect.rows - 1 }, "top"],
      ];
    case "InsideVertical":
      if (rect.columns === 1) return [];
      return [
        [{ ...rect, columns: rect.columns - 1 }, "right"],
        [{ ...rect, column: rect.column + 1, columns: rect.columns - 1 }, "left"],
      ];
  }
}

function readBorder({ block, edge }: BlockEdge, read: (border: Border) => Json): Json {
  let found: Json | undefined;
  for (const rect of block.rects) {
    for (const [cells, side] of sidesOf(rect, edge)) {
      const value = uniform({ ...block, rects: [cells] }, (format) => read(format.borders[side]));
      if (value === null || (found !== undefined && found !== value)) return null;
      found = value;
    }
  }
  return found ?? read(NO_BORDER);
}

function patchBorder({ block, edge }: BlockEdge, change: Partial<Border>): void {
  const { workbook, sheet } = block;
  ensureAllowed(sheet, "formatting", "allowFormatCells");
  for (const rect of block.rects) {
    for (const [cells, side] of sidesOf(rect, edge)) {
      for (const number of formatsIn(sheet, cells)) {
        const { borders } = formatOf(workbook.formats, number);
        const border = { ...borders[side], ...change };
        const patched = { borders: { ...borders, [side]: border.style === "None" ? NO_BORDER : border } };
        patchWhere(block, cells, number, patched);
      }
    }
  }
}

/** Cells of a rectangle that have one format get another; the rest stay. */
function patchWhere({ workbook, sheet }: Block, rect: Rect, number: number, change: Partial<CellFormat>): void {
  const same = formatsIn(sheet, rect);
  if (same.size === 1 && same.has(number)) {
    patchFormats(workbook, sheet, rect, change);
    return;
  }
  for (let row = rect.row; row < rect.row + rect.rows; row++) {
    for (let column = rect.column; column < rect.column + rect.columns; column++) {
      const cell = { row, column, rows: 1, columns: 1 };
      if (formatsIn(sheet, cell).has(number)) patchFormats(workbook, sheet, cell, change);
    }
  }
}

const RANGE_BORDER: HostClass<BlockEdge> = {
  className: "RangeBorder",
  get: {
    Color: (edge) => readBorder(edge, (border) => border.color),
    SideIndex: ({ edge }) => edge,
    Style: (edge) => readBorder(edge, (border) => border.style),
    Weight: (edge) => readBorder(edge, (border) => border.weight),
  },
  set: {
    Color: (edge, value) => patchBorder(edge, { ...drawn(edge), color: colorOf(text([value], 0, "color")) }),
    Style: (edge, value) => patchBorder(edge, { style: oneOf(value, BORDER_STYLES, "style") }),
    Weight: (edge, value) => patchBorder(edge, { ...drawn(edge), weight: oneOf(value, BORDER_WEIGHTS, "weight") }),
  },
};

/** A colour or weight makes a line where there was none. */
function drawn(edge: BlockEdge): Partial<Border> {
  return readBorder(edge, (border) => border.style) === "None" ? { style: "Continuous" } : {};
}

const RANGE_BORDERS: HostClass<Block> = {
  className: "RangeBorderCollection",
  get: { Count: () => EDGES.length },
  items: (block) => EDGES.map((edge) => hostObject(RANGE_BORDER, { block, edge })),
  call: {
    GetItem: (block, args) => ({ object: hostObject(RANGE_BORDER, { block, edge: oneOf(args[0], EDGES, "index") }) }),
    GetItemAt: (block, args) => {
      const edge = EDGES[wholeNumber(args, 0, "index")];
      if (!edge) throw itemNotFound("a border");
      return { object: hostObject(RANGE_BORDER, { block, edge }) };
    },
  },
};

/** `range.format` and what is below it. */
export function rangeFormatObject(block: Block): HostObject {
  return hostObject(RANGE_FORMAT, block);
}
