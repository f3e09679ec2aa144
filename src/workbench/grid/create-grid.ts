import {
  type ICellData,
  type ICellDataForSheetInterceptor,
  ICommandService,
  type IRange,
  InterceptorEffectEnum,
  IUniverInstanceService,
  type IWorkbookData,
  type IWorksheetData,
  LocaleService,
  type Nullable,
  ThemeService,
  UniverInstanceType,
  type Workbook,
} from "@univerjs/core";
import { IRenderManagerService, SHEET_VIEWPORT_KEY, type Spreadsheet } from "@univerjs/engine-render";
import { BEFORE_CELL_EDIT, INTERCEPTOR_POINT, type ISetSelectionsOperationParams, SetSelectionsOperation, SetWorksheetActiveOperation, SheetInterceptorService, SheetsSelectionsService } from "@univerjs/sheets";
import { IEditorBridgeService, IMarkSelectionService, ScrollToRangeOperation, SheetSkeletonManagerService } from "@univerjs/sheets-ui";
import { ILayoutService } from "@univerjs/ui";
import { take } from "rxjs";
import { contains, type Area } from "../../core/grid/address";
import type { Locale } from "../../i18n/texts";
import type { BlockView, SheetTab, SheetView, WorkbookView } from "../../workbook/file/view/view";
import { type BlockLoader, createBlockLoader } from "./block-loader";
import { barRender } from "./data-bar";
import { fittedText } from "./fitted-text";
import type { Grid, GridHost, ShownWorkbook } from "./grid";
import { createGuard } from "./guard";
import { createUniver, univerLocale } from "./univer";
import { cellData, type CellExtra, rangeOf, rectOf, styleKey, styleOfLook, worksheetData } from "./univer-data";
import { validationResource } from "./validation-resource";

/** Size of a sheet that was not read yet. */
const PLACEHOLDER_ROWS = 100;
/** Longest wait for the first picture of nothing, in milliseconds: a page in the background paints none. */
const PREPARE_MS = 3_000;

function placeholder(tab: SheetTab): Partial<IWorksheetData> {
  return { id: tab.sheetId, name: tab.name, rowCount: PLACEHOLDER_ROWS, columnCount: 26, cellData: {} };
}

/** The extra of a cell that this page put into the model. */
function extraOf(cell: Nullable<ICellData>): CellExtra | null {
  return cell ? ((cell.custom as CellExtra | null | undefined) ?? null) : null;
}

/** Univer over a host. Rules VW-24 to VW-26. */
export function createGrid(container: HTMLElement, host: GridHost, options: { readonly locale: Locale; readonly dark: boolean }): Grid {
  const univer = createUniver(container, options.locale, options.dark);
  const injector = univer.__getInjector();
  const commands = injector.get(ICommandService);
  const instances = injector.get(IUniverInstanceService);
  let units = 0;
  /** Univer's empty workbook with which it was started, until there is a real one. */
  let spare = "";
  /** Sheet that a new workbook of Univer is to show, until it does. */
  let wanted: string | null = null;
  let unitId = "";
  let view: WorkbookView = { sheets: [], savedActive: null, looks: [] };
  let sheets = new Map<string, SheetView>();
  /** Sheets that Univer's workbook has in their true shape; the others are placeholders. */
  let built: ReadonlySet<string> = new Set();
  let loader: BlockLoader | null = null;
  let outlined: readonly Area[] = [];
  let shapes: readonly string[] = [];
  let frame = 0;
  let disposed = false;
  let { dark } = options;

  const unit = (): Workbook | null => (unitId === "" ? null : (instances.getUnit<Workbook>(unitId, UniverInstanceType.UNIVER_SHEET) ?? null));
  const activeId = (): string | null => unit()?.getActiveSheet()?.getSheetId() ?? null;
  const selections = (): SheetsSelectionsService => injector.get(SheetsSelectionsService);

  function redraw(): void {
    if (frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      const render = unitId === "" ? null : injector.get(IRenderManagerService).getRenderById(unitId);
      if (!render || disposed) return;
      render.with(SheetSkeletonManagerService).reCalculate();
      (render.mainComponent as Spreadsheet | null)?.makeForceDirty(true);
      render.scene.makeDirty(true);
    });
  }

  /** Puts a block's cells into Univer's model, in place of those that were there. */
  function place(block: BlockView): void {
    const sheet = unit()?.getSheetBySheetId(block.sheetId);
    if (!sheet) return;
    const cells = sheet.getCellMatrix();
    const { area } = block;
    for (let row = area.row; row < area.row + area.rows; row++) {
      const existing = cells.getRow(row);
      if (!existing) continue;
      for (const column of Object.keys(existing)) if (Number(column) >= area.column && Number(column) < area.column + area.columns) cells.realDeleteValue(row, Number(column));
    }
    const shown = sheets.get(block.sheetId);
    for (const cell of block.cells) cells.setValue(cell.row, cell.column, cellData(cell, shown ? fittedText(cell, shown, view.looks) : cell.text));
    // Univer read the active cell when it was selected, which may have been before it came or changed.
    const active = activeCell();
    if (active?.sheetId === block.sheetId && contains(area, active.row, active.column) && !isEditing()) injector.get(IEditorBridgeService).refreshEditCellState();
  }

  function isLocked(sheetId: string, row: number, column: number): boolean {
    const sheet = sheets.get(sheetId);
    if (!sheet?.protection || sheet.protection.openRanges.some((range) => contains(range, row, column))) return false;
    const extra = extraOf(unit()?.getSheetBySheetId(sheetId)?.getCellRaw(row, column));
    const look =
      extra?.look ??
      sheet.rowLooks.find((span) => row >= span.first && row <= span.last)?.look ??
      sheet.columnSpans.find((span) => column >= span.first && column <= span.last)?.look ??
      0;
    return view.looks[look]?.locked ?? true;
  }

  function activeCell(): { readonly sheetId: string; readonly row: number; readonly column: number } | null {
    const sheetId = activeId();
    const primary = selections().getCurrentLastSelection()?.primary;
    return sheetId !== null && primary ? { sheetId, row: primary.actualRow, column: primary.actualColumn } : null;
  }

  const isEditing = (): boolean => injector.get(IEditorBridgeService).isVisible().visible;

  commands.beforeCommandExecuted(
    createGuard((id) => id === unitId, {
      entered(sheetId, entries) {
        const sheet = unit()?.getSheetBySheetId(sheetId);
        const changed = entries.filter(({ row, column, text, literal }) => literal || text !== (extraOf(sheet?.getCellRaw(row, column))?.edit ?? ""));
        if (changed.length > 0) host.edit(changed.map((entry) => ({ sheetId, ...entry })));
      },
      undo: host.undo,
      redo: host.redo,
      refused: host.refused,
      isEditing,
      mayEdit() {
        const cell = activeCell();
        if (!cell || !isLocked(cell.sheetId, cell.row, cell.column)) return true;
        host.locked();
        return false;
      },
    }),
  );

  commands.onCommandExecuted((command) => {
    if (command.id === SetSelectionsOperation.id) {
      const params = command.params as ISetSelectionsOperationParams | undefined;
      const sheet = unit()?.getActiveSheet();
      if (!params || params.unitId !== unitId || !sheet) return;
      host.selected(params.selections.map(({ range }) => ({ sheetId: params.subUnitId, ...rectOf(range, sheet.getRowCount(), sheet.getColumnCount()) })));
    } else if (command.id === SetWorksheetActiveOperation.id) arrive();
  });

  /** The active sheet became another: one that was never read is read now. */
  function arrive(): void {
    const sheetId = activeId();
    if (sheetId === null) return;
    drawOutlines();
    // On its way to the sheet that is wanted, Univer shows the first one.
    if (wanted !== null && sheetId !== wanted) return;
    wanted = null;
    const known = sheets.get(sheetId);
    if (known && built.has(sheetId)) {
      host.activated(known);
      return;
    }
    if (known) {
      rebuild(sheetId, null);
      host.activated(known);
      return;
    }
    host.viewSheet(sheetId).then((sheet) => {
      if (disposed) return;
      sheets.set(sheetId, sheet);
      if (activeId() === sheetId) rebuild(sheetId, null);
      host.activated(sheet);
    }, host.failed);
  }

  let intercepting = false;
  /** Univer has its services for sheets only once it has a workbook. */
  function intercept(): void {
  if (intercepting) return;
  intercepting = true;
  const interceptors = injector.get(SheetInterceptorService);
  interceptors.intercept(INTERCEPTOR_POINT.CELL_CONTENT, {
    id: "twinscore-cell",
    priority: 100,
    effect: InterceptorEffectEnum.Value | InterceptorEffectEnum.Style,
    handler(cell, context, next) {
      if (context.unitId !== unitId) return next(cell);
      if (built.has(context.subUnitId)) loader?.want(context.subUnitId, context.row, context.col);
      const extra = extraOf(cell);
      if (!cell || !extra) return next(cell);
      const shown: ICellDataForSheetInterceptor = { ...cell };
      if (typeof cell.v === "number" && cell.t === 2) shown.v = extra.bar?.showValue === false ? "" : extra.text;
      else if (typeof cell.v === "string" && extra.text !== cell.v) shown.v = extra.text;
      if (extra.change) shown.interceptorStyle = { ...cell.interceptorStyle, ...extra.change };
      if (extra.bar) shown.customRender = [...(cell.customRender ?? []), barRender(extra.bar, dark)];
      return next(shown);
    },
  });
  interceptors.writeCellInterceptor.intercept(BEFORE_CELL_EDIT, {
    priority: 100,
    handler(cell, context, next) {
      const extra = context.unitId === unitId ? extraOf(context.worksheet.getCellRaw(context.row, context.col)) : null;
      if (!cell || !extra) return next(cell);
      // Conditional looks and bars are no part of what is edited.
      const plain: ICellDataForSheetInterceptor = { ...cell, interceptorStyle: null, customRender: null };
      return next(plain.f ? plain : { ...plain, v: extra.edit, t: 1 });
    },
  });
  }

  function workbookData(active: string): Partial<IWorkbookData> {
    const styles: IWorkbookData["styles"] = {};
    view.looks.forEach((look, index) => (styles[styleKey(index)] = styleOfLook(look)));
    const data: Record<string, Partial<IWorksheetData>> = {};
    for (const tab of view.sheets) {
      const sheet = sheets.get(tab.sheetId);
      data[tab.sheetId] = { ...(sheet ? worksheetData(sheet) : placeholder(tab)), name: tab.name, hidden: tab.visibility === "visible" || tab.sheetId === active ? 0 : 1, ...(tab.tabColor === null ? {} : { tabColor: `#${tab.tabColor}` }) };
    }
    return { id: `workbook${++units}`, name: "", sheetOrder: view.sheets.map((tab) => tab.sheetId), sheets: data, styles, resources: [validationResource([...sheets.values()])] };
  }

  /** Makes Univer's workbook anew, with `active` on display. */
  function rebuild(active: string, block: BlockView | null, seen: () => void = () => undefined): void {
    const before = unitId === "" ? spare : unitId;
    spare = "";
    const selection = before === "" ? undefined : selections().getCurrentLastSelection();
    const wasActive = activeId();
    loader?.dispose();
    loader = createBlockLoader((sheetId, area) => host.viewBlock(sheetId, area), (arrived) => {
      place(arrived);
      redraw();
    }, host.failed);
    shapes = [];
    const data = workbookData(active);
    built = new Set(sheets.keys());
    unitId = "";
    if (before !== "") instances.disposeUnit(before);
    unitId = data.id ?? "";
    if (block) {
      const sheet = data.sheets?.[block.sheetId];
      const cells: Record<number, Record<number, ReturnType<typeof cellData>>> = {};
      const shown = sheets.get(block.sheetId);
      for (const cell of block.cells) (cells[cell.row] ??= {})[cell.column] = cellData(cell, shown ? fittedText(cell, shown, view.looks) : cell.text);
      if (sheet) sheet.cellData = cells;
      loader.has(block.sheetId, block.area.row, block.area.column);
    }
    univer.createUnit<IWorkbookData, Workbook>(UniverInstanceType.UNIVER_SHEET, data);
    intercept();
    redraw();
    wanted = active;
    activate(active);
    if (selection && wasActive === active) select({ sheetId: active, ...rectOf(selection.range, 1, 1) });
    whenDrawn(drawOutlines);
    whenPainted(unitId, seen);
  }

  /** Does something when Univer has painted a workbook's cells for the first time; nothing where another one came since. */
  function whenPainted(id: string, work: () => void, turns = 300): void {
    if (disposed || id === "" || (id !== unitId && id !== spare)) return;
    const render = injector.get(IRenderManagerService).getRenderById(id);
    const canvas = render?.engine.getCanvasElement();
    // Univer paints before its canvas stands in the page, too.
    if (render?.mainComponent && canvas?.isConnected === true && canvas.width > 1 && render.with(SheetSkeletonManagerService).getCurrentSkeleton()) {
      render.scene.makeDirty(true);
      render.engine.endFrame$.pipe(take(1)).subscribe(work);
    } else if (turns > 0) requestAnimationFrame(() => whenPainted(id, work, turns - 1));
  }

  /** Does something once Univer has drawn its workbook for the first time; nothing where another one came since. */
  function whenDrawn(work: () => void, turns = 60): void {
    const expected = unitId;
    if (expected === "" || disposed) return;
    const render = injector.get(IRenderManagerService).getRenderById(expected);
    if (render?.with(SheetSkeletonManagerService).getCurrentSkeleton()) work();
    else if (turns > 0) requestAnimationFrame(() => (unitId === expected ? whenDrawn(work, turns - 1) : undefined));
  }

  /** Puts a sheet of Univer's workbook on display. Before the first drawing Univer would draw another one. */
  function activate(sheetId: string): void {
    whenDrawn(() => {
      if (activeId() === sheetId) wanted = null;
      else commands.syncExecuteCommand(SetWorksheetActiveOperation.id, { unitId, subUnitId: sheetId });
    });
  }

  /** Of a range as much as the window has room for, from its first cell on: else Univer scrolls to where it ends. */
  function inWindow(range: IRange): IRange {
    const render = injector.get(IRenderManagerService).getRenderById(unitId);
    const skeleton = render?.with(SheetSkeletonManagerService).getCurrentSkeleton();
    const window = render?.scene.getViewport(SHEET_VIEWPORT_KEY.VIEW_MAIN);
    if (!render || !skeleton || !window) return range;
    const { rowHeightAccumulation: bottoms, columnWidthAccumulation: rights } = skeleton;
    const height = ((bottoms[range.endRow] ?? Infinity) - (bottoms[range.startRow - 1] ?? 0)) * render.scene.scaleY;
    const width = ((rights[range.endColumn] ?? Infinity) - (rights[range.startColumn - 1] ?? 0)) * render.scene.scaleX;
    return {
      ...range,
      ...((window.height ?? 0) < height && { endRow: range.startRow }),
      ...((window.width ?? 0) < width && { endColumn: range.startColumn }),
    };
  }

  function select(area: Area, scroll = true): void {
    const merge = sheets.get(area.sheetId)?.merges.find((candidate) => contains(candidate, area.row, area.column));
    const isOne = area.rows === 1 && area.columns === 1;
    const range = rangeOf(isOne && merge ? merge : area);
    const primary = merge ? rangeOf(merge) : { ...range, endRow: range.startRow, endColumn: range.startColumn };
    whenDrawn(() => {
      commands.syncExecuteCommand(SetSelectionsOperation.id, {
        unitId,
        subUnitId: area.sheetId,
        selections: [{ range, primary: { ...primary, actualRow: primary.startRow, actualColumn: primary.startColumn, isMerged: merge !== undefined, isMergedMainCell: merge !== undefined }, style: null }],
      });
      if (scroll) commands.syncExecuteCommand(ScrollToRangeOperation.id, { range: inWindow(range) });
    });
  }

  function drawOutlines(): void {
    if (unitId === "" || (outlined.length === 0 && shapes.length === 0)) return;
    const marks = injector.get(IMarkSelectionService);
    for (const id of shapes) marks.removeShape(id);
    const sheetId = activeId();
    shapes = outlined
      .filter((area) => area.sheetId === sheetId)
      .flatMap((area) => marks.addShape({ range: rangeOf(area), primary: null, style: { stroke: "#0f6cbd", strokeWidth: 2, fill: "rgba(15, 108, 189, 0.06)", widgets: {} } }) ?? []);
  }

  function isSameShape(next: WorkbookView, sheet: SheetView | null): boolean {
    const known = sheet && sheets.get(sheet.sheetId);
    return JSON.stringify(next.sheets.map(({ sheetId, name, visibility }) => [sheetId, name, visibility])) === JSON.stringify(view.sheets.map(({ sheetId, name, visibility }) => [sheetId, name, visibility])) && JSON.stringify(sheet) === JSON.stringify(known);
  }

  return {
    prepare() {
      if (unitId !== "" || spare !== "") return Promise.resolve();
      spare = `workbook${++units}`;
      const sheet = placeholder({ sheetId: "empty", name: " ", visibility: "visible", tabColor: null, kind: "worksheet" });
      univer.createUnit<IWorkbookData, Workbook>(UniverInstanceType.UNIVER_SHEET, { id: spare, name: "", sheetOrder: ["empty"], sheets: { empty: sheet }, styles: {} });
      intercept();
      return new Promise((resolve) => {
        whenPainted(spare, resolve);
        setTimeout(resolve, PREPARE_MS);
      });
    },
    show(workbook: ShownWorkbook, seen: () => void) {
      view = workbook.view;
      sheets = new Map(workbook.sheets.map((sheet) => [sheet.sheetId, sheet]));
      outlined = [];
      rebuild(workbook.active, workbook.block, seen);
      const sheet = sheets.get(workbook.active);
      if (sheet) {
        select({ sheetId: sheet.sheetId, row: 0, column: 0, rows: 1, columns: 1 }, false);
        host.activated(sheet);
      }
    },
    refresh(next, sheet) {
      const active = activeId();
      const styles = unit()?.getStyles();
      next.looks.slice(view.looks.length).forEach((look, at) => styles?.addCustomStyle(styleKey(view.looks.length + at), styleOfLook(look)));
      const same = isSameShape(next, sheet);
      view = next;
      // Other sheets are read again when somebody goes there.
      if (!same) sheets = new Map(sheet ? [[sheet.sheetId, sheet]] : []);
      const goTo = next.sheets.some((tab) => tab.sheetId === active) ? active : (next.sheets.find((tab) => tab.visibility === "visible")?.sheetId ?? null);
      if (!same && goTo !== null) rebuild(goTo, null);
      else {
        loader?.expire();
        redraw();
      }
    },
    activeSheet: activeId,
    async reveal(area) {
      const sheet = unit()?.getSheetBySheetId(area.sheetId);
      if (!sheet) return;
      if (!sheets.has(area.sheetId)) sheets.set(area.sheetId, await host.viewSheet(area.sheetId));
      if (activeId() !== area.sheetId) {
        const tab = view.sheets.find((candidate) => candidate.sheetId === area.sheetId);
        if (tab?.visibility === "visible" && built.has(area.sheetId)) activate(area.sheetId);
        else rebuild(area.sheetId, null);
      }
      select(area);
    },
    outline(areas) {
      outlined = areas;
      drawOutlines();
    },
    setLocale(locale) {
      injector.get(LocaleService).setLocale(univerLocale(locale));
    },
    setDark(isDark) {
      dark = isDark;
      injector.get(ThemeService).setDarkMode(isDark);
      redraw();
    },
    focus() {
      injector.get(ILayoutService).focus();
    },
    dispose() {
      cancelAnimationFrame(frame);
      disposed = true;
      loader?.dispose();
      univer.dispose();
    },
  };
}
