import { MAX_COLUMNS, MAX_ROWS, type Rect } from "../../../src/core/grid/address";
import { text, wholeNumber } from "../protocol/arguments";
import { invalidArgument, itemNotFound } from "../protocol/host-error";
import { hostObject, NOTHING, type Argument, type HostClass, type HostObject, type Returned } from "../protocol/host-object";
import { isEntireColumns, isEntireRows } from "../model/rectangles";
import { resolveRange } from "../model/references";
import { blockOf, rangeObject } from "./range";
import type { SheetTarget } from "./worksheet";

function location({ sheet }: SheetTarget): Rect | null {
  const { rows, columns } = sheet.frozen;
  if (rows === 0 && columns === 0) return null;
  return { row: 0, column: 0, rows: rows === 0 ? MAX_ROWS : rows, columns: columns === 0 ? MAX_COLUMNS : columns };
}

function count(args: readonly Argument[], limit: number): number {
  const number = wholeNumber(args, 0, "count", 1);
  if (number < 0 || number >= limit) throw invalidArgument("count");
  return number;
}

function freezeAt({ workbook, sheet }: SheetTarget, args: readonly Argument[]): Returned {
  if (args[0] == null) {
    sheet.frozen = { rows: 0, columns: 0 };
    return NOTHING;
  }
  const block = blockOf(args[0]) ?? resolveRange(workbook, sheet, text(args, 0, "frozenRange"));
  const [rect] = block.rects;
  if (!rect || block.sheet !== sheet) throw invalidArgument("frozenRange");
  sheet.frozen = { rows: isEntireColumns(rect) ? 0 : rect.row + rect.rows, columns: isEntireRows(rect) ? 0 : rect.column + rect.columns };
  return NOTHING;
}

const FREEZE_PANES: HostClass<SheetTarget> = {
  className: "WorksheetFreezePanes",
  call: {
    FreezeAt: freezeAt,
    FreezeColumns: ({ sheet }, args) => {
      sheet.frozen = { rows: 0, columns: count(args, MAX_COLUMNS) };
      return NOTHING;
    },
    FreezeRows: ({ sheet }, args) => {
      sheet.frozen = { rows: count(args, MAX_ROWS), columns: 0 };
      return NOTHING;
    },
    GetLocation: (target) => {
      const rect = location(target);
      if (!rect) throw itemNotFound("frozen panes");
      return { object: rangeObject({ ...target, rects: [rect] }) };
    },
    GetLocationOrNullObject: (target) => {
      const rect = location(target);
      return { object: rect ? rangeObject({ ...target, rects: [rect] }) : null };
    },
    Unfreeze: ({ sheet }) => {
      sheet.frozen = { rows: 0, columns: 0 };
      return NOTHING;
    },
  },
};

export function freezePanesObject(target: SheetTarget): HostObject {
  return hostObject(FREEZE_PANES, target);
}
