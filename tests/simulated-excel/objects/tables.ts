import { intersection, type Rect } from "../../../src/core/grid/address";
import { flag, text, wholeNumber } from "../protocol/arguments";
import { HostError, invalidArgument, itemNotFound } from "../protocol/host-error";
import { hostObject, NOTHING, type Argument, type HostClass, type HostObject, type Returned } from "../protocol/host-object";
import { structureChanged } from "../model/calculator";
import { writeContents } from "../model/contents";
import { ensureAllowed } from "../model/protection";
import { isInside, touchesAny } from "../model/rectangles";
import { resolveAnywhere, resolveRange, type Block } from "../model/references";
import { cellAt, type SheetModel, type TableModel } from "../model/sheet-model";
import { findName, nextId, type WorkbookModel } from "../model/workbook-model";
import { eventCalls, type EventTable } from "./event-registrations";
import { blockOf, rangeObject } from "./range";
import { worksheetObject } from "./worksheet";

type TableTarget = { readonly workbook: WorkbookModel; readonly sheet: SheetModel; readonly table: TableModel };
type TableScope = { readonly workbook: WorkbookModel; /** `null`: tables of all sheets. */ readonly sheet: SheetModel | null };
type ColumnTarget = TableTarget & { readonly index: number };

function targetsIn({ workbook, sheet }: TableScope): readonly TableTarget[] {
  return (sheet ? [sheet] : workbook.sheets).flatMap((home) => home.tables.map((table) => ({ workbook, sheet: home, table })));
}

function bodyOf({ area, showHeaders, showTotals }: TableModel): Rect {
  const top = showHeaders ? 1 : 0;
  return { ...area, row: area.row + top, rows: area.rows - top - (showTotals ? 1 : 0) };
}

function range({ workbook, sheet }: TableTarget, rect: Rect): Returned {
  return { object: rangeObject({ workbook, sheet, rects: [rect] }) };
}

function headerOf({ table }: TableTarget): Rect {
  if (!table.showHeaders) throw itemNotFound("a header row");
  return { ...table.area, rows: 1 };
}

function totalsOf({ table }: TableTarget): Rect {
  if (!table.showTotals) throw itemNotFound("a total row");
  return { ...table.area, row: table.area.row + table.area.rows - 1, rows: 1 };
}

function isTaken(workbook: WorkbookModel, name: string): boolean {
  return targetsIn({ workbook, sheet: null }).some(({ table }) => table.name.toLowerCase() === name.toLowerCase()) || findName(workbook, name, null) !== undefined;
}

function freeName(workbook: WorkbookModel): string {
  for (let number = 1; ; number++) {
    const name = `Table${String(number)}`;
    if (!isTaken(workbook, name)) return name;
  }
}

function setName({ workbook, table }: TableTarget, value: Argument): void {
  const name = text([value], 0, "name");
  if (!/^[\p{L}_\\][\p{L}\p{N}_.]*$/u.test(name)) throw invalidArgument(`table name ${name}`);
  if (name.toLowerCase() !== table.name.toLowerCase() && isTaken(workbook, name)) throw new HostError("ItemAlreadyExists", `table ${name}`);
  table.name = name;
  structureChanged(workbook, true);
}

function ensureFree(sheet: SheetModel, rect: Rect, except: TableModel | null): void {
  if (touchesAny(rect, sheet.tables.filter((table) => table !== except).map((table) => table.area))) throw invalidArgument("tables may not overlap");
  if (touchesAny(rect, sheet.merges)) throw new HostError("MergedRangeConflict", "a table may not hold merged cells");
}

/** Names of columns as Excel makes them: texts, none empty, none twice. */
function columnNames({ sheet }: Block, rect: Rect, hasHeaders: boolean): readonly string[] {
  const names: string[] = [];
  for (let index = 0; index < rect.columns; index++) {
    const value = hasHeaders ? (cellAt(sheet, rect.row, rect.column + index)?.value ?? null) : null;
    const wanted = value === null ? `Column${String(index + 1)}` : typeof value === "object" ? value.error : String(value);
    let name = wanted;
    for (let number = 2; names.includes(name); number++) name = `${wanted}${String(number)}`;
    names.push(name);
  }
  return names;
}

function add(scope: TableScope, args: readonly Argument[]): Returned {
  const { workbook } = scope;
  const block = blockOf(args[0]) ?? (scope.sheet ? resolveRange(workbook, scope.sheet, text(args, 0, "address")) : resolveAnywhere(workbook, text(args, 0, "address")));
  const [rect] = block.rects;
  if (!rect || (scope.sheet && scope.sheet !== block.sheet)) throw invalidArgument("address");
  const hasHeaders = flag(args, 1, "hasHeaders");
  const { sheet } = block;
  ensureAllowed(sheet, "adding a table");
  // Without headers of its own the table gets a row for them: cells would have to move.
  if (!hasHeaders) throw new HostError("ApiNotFound", "The simulated host does not move cells for a table without headers.");
  ensureFree(sheet, rect, null);
  const names = columnNames(block, rect, hasHeaders);
  const table: TableModel = { id: nextId(workbook), name: freeName(workbook), area: rect.rows === 1 ? { ...rect, rows: 2 } : rect, columns: [...names], showHeaders: true, showTotals: false, style: "TableStyleMedium2" };
  writeContents({ ...block, rects: [{ ...rect, rows: 1 }] }, [names.map((name) => (/^[\d=+'-]/.test(name) ? `'${name}` : name))], "values");
  sheet.tables.push(table);
  structureChanged(workbook, true);
  workbook.events.push({ kind: "tableAdded", sheet, tableId: table.id, tableName: table.name, author: workbook.author });
  return { object: hostObject(TABLE, { workbook, sheet, table }) };
}

function remove(target: TableTarget): void {
  const { workbook, sheet, table } = target;
  ensureAllowed(sheet, "removing a table");
  sheet.tables = sheet.tables.filter((other) => other !== table);
  structureChanged(workbook, true);
  workbook.events.push({ kind: "tableDeleted", sheet, tableId: table.id, tableName: table.name, author: workbook.author });
}

function resize(target: TableTarget, args: readonly Argument[]): Returned {
  const { workbook, sheet, table } = target;
  const block = blockOf(args[0]) ?? resolveRange(workbook, sheet, text(args, 0, "newRange"));
  const [rect] = block.rects;
  if (!rect || block.sheet !== sheet || rect.row !== table.area.row || rect.rows < 2 || !intersection(rect, table.area)) throw invalidArgument("newRange");
  ensureAllowed(sheet, "resizing a table");
  ensureFree(sheet, rect, table);
  table.area = rect;
  table.columns = [...columnNames(block, rect, table.showHeaders)];
  structureChanged(workbook, true);
  return NOTHING;
}

const TABLE_EVENTS: EventTable = { _RegisterDataChangedEvent: 101 };
const TABLES_EVENTS: EventTable = { _RegisterAddedEvent: 102, _RegisterDataChangedEvent: 101, _RegisterDeletedEvent: 103 };

const TABLE: HostClass<TableTarget> = {
  className: "Table",
  identity: ({ table }) => ({ Id: table.id }),
  get: {
    Id: ({ table }) => table.id,
    Name: ({ table }) => table.name,
    ShowHeaders: ({ table }) => table.showHeaders,
    ShowTotals: ({ table }) => table.showTotals,
    Style: ({ table }) => table.style,
  },
  set: {
    Name: setName,
    Style: ({ sheet, table }, value) => {
      ensureAllowed(sheet, "formatting a table");
      table.style = text([value], 0, "style");
    },
  },
  navigate: {
    Columns: (target) => hostObject(TABLE_COLUMNS, target),
    Rows: (target) => hostObject(TABLE_ROWS, target),
    Worksheet: ({ workbook, sheet }) => worksheetObject(workbook, sheet),
  },
  call: {
    ConvertToRange: (target) => {
      remove(target);
      return range(target, target.table.area);
    },
    GetDataBodyRange: (target) => range(target, bodyOf(target.table)),
    GetHeaderRowRange: (target) => range(target, headerOf(target)),
    GetRange: (target) => range(target, target.table.area),
    GetTotalRowRange: (target) => range(target, totalsOf(target)),
    Resize: resize,
    ...eventCalls<TableTarget>(TABLE_EVENTS, ({ workbook, table }) => [workbook, table.id]),
  },
};

function byKey(scope: TableScope, args: readonly Argument[]): HostObject | null {
  const key = text(args, 0, "key");
  const found = targetsIn(scope).find(({ table }) => table.id === key || table.name.toLowerCase() === key.toLowerCase());
  return found ? hostObject(TABLE, found) : null;
}

const TABLES: HostClass<TableScope> = {
  className: "TableCollection",
  get: { Count: (scope) => targetsIn(scope).length },
  items: (scope) => targetsIn(scope).map((target) => hostObject(TABLE, target)),
  call: {
    Add: add,
    GetCount: (scope) => ({ value: targetsIn(scope).length }),
    GetItem: (scope, args) => {
      const object = byKey(scope, args);
      if (!object) throw itemNotFound(`table ${text(args, 0, "key")}`);
      return { object };
    },
    GetItemAt: (scope, args) => {
      const target = targetsIn(scope)[wholeNumber(args, 0, "index")];
      if (!target) throw invalidArgument("index");
      return { object: hostObject(TABLE, target) };
    },
    GetItemOrNullObject: (scope, args) => ({ object: byKey(scope, args) }),
    ...eventCalls<TableScope>(TABLES_EVENTS, ({ workbook, sheet }) => [workbook, sheet?.id ?? "Workbook"]),
  },
};

function column(target: ColumnTarget, rect: Rect): Returned {
  return range(target, { ...rect, column: target.table.area.column + target.index, columns: 1 });
}

const TABLE_COLUMN: HostClass<ColumnTarget> = {
  className: "TableColumn",
  identity: ({ index }) => ({ Id: index + 1 }),
  get: {
    Id: ({ index }) => index + 1,
    Index: ({ index }) => index,
    Name: ({ table, index }) => table.columns[index] ?? "",
  },
  call: {
    GetDataBodyRange: (target) => column(target, bodyOf(target.table)),
    GetHeaderRowRange: (target) => column(target, headerOf(target)),
    GetRange: (target) => column(target, target.table.area),
    GetTotalRowRange: (target) => column(target, totalsOf(target)),
  },
};

function columnByKey(target: TableTarget, args: readonly Argument[]): HostObject | null {
  const key = args[0];
  const index = typeof key === "number" ? key - 1 : target.table.columns.findIndex((name) => name.toLowerCase() === text(args, 0, "key").toLowerCase());
  return index >= 0 && index < target.table.columns.length ? hostObject(TABLE_COLUMN, { ...target, index }) : null;
}

const TABLE_COLUMNS: HostClass<TableTarget> = {
  className: "TableColumnCollection",
  get: { Count: ({ table }) => table.columns.length },
  items: (target) => target.table.columns.map((_, index) => hostObject(TABLE_COLUMN, { ...target, index })),
  call: {
    GetCount: ({ table }) => ({ value: table.columns.length }),
    GetItem: (target, args) => {
      const object = columnByKey(target, args);
      if (!object) throw itemNotFound("a column");
      return { object };
    },
    GetItemAt: (target, args) => {
      const index = wholeNumber(args, 0, "index");
      if (index < 0 || index >= target.table.columns.length) throw invalidArgument("index");
      return { object: hostObject(TABLE_COLUMN, { ...target, index }) };
    },
    GetItemOrNullObject: (target, args) => ({ object: columnByKey(target, args) }),
  },
};

const TABLE_ROWS: HostClass<TableTarget> = {
  className: "TableRowCollection",
  get: { Count: ({ table }) => bodyOf(table).rows },
  call: { GetCount: ({ table }) => ({ value: bodyOf(table).rows }) },
};

const SCOPED_TABLES: HostClass<readonly TableTarget[]> = {
  className: "TableScopedCollection",
  items: (targets) => targets.map((target) => hostObject(TABLE, target)),
  call: {
    GetCount: (targets) => ({ value: targets.length }),
    GetFirst: (targets) => {
      const [first] = targets;
      if (!first) throw itemNotFound("a table");
      return { object: hostObject(TABLE, first) };
    },
    GetItem: (targets, args) => {
      const key = text(args, 0, "key");
      const found = targets.find(({ table }) => table.id === key || table.name === key);
      if (!found) throw itemNotFound(`table ${key}`);
      return { object: hostObject(TABLE, found) };
    },
  },
};

/** Tables of a workbook (`sheet` is `null`) or of one sheet. */
export function tablesObject(workbook: WorkbookModel, sheet: SheetModel | null): HostObject {
  return hostObject(TABLES, { workbook, sheet });
}

/** Tables that a range overlaps, or holds wholly. */
export function tablesTouching({ workbook, sheet, rects }: Block, fullyContained: boolean): HostObject {
  const targets = targetsIn({ workbook, sheet }).filter(({ table }) => rects.some((rect) => (fullyContained ? isInside(table.area, rect) : intersection(table.area, rect) !== null)));
  return hostObject(SCOPED_TABLES, targets);
}
