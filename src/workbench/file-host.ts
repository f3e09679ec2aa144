import { CodedError } from "../core/coded-error";
import type { Area } from "../core/grid/address";
import type { Edit, EditValue } from "../core/plan/edit";
import type { Plan } from "../core/plan/plan";
import type { FileWorkbook } from "../workbook/file/file-workbook";
import { openWorkbook } from "../workbook/file/open-workbook";
import type { Entry, EntryNotice } from "../workbook/file/view/entry";
import type { SheetView } from "../workbook/file/view/view";
import type { EditedEvent, Receipt, WorkbookPort } from "../workbook/port";
import { servePort } from "../workbook/remote/remote-port";
import { transferred } from "../workbook/remote/service";
import { BLOCK_COLUMNS, BLOCK_ROWS, type FileEvent, type FileService, type SelectionFigures } from "./file-service";

/** Other sheets are read along as long as this lasts, in milliseconds: then switching to them needs no new grid. */
const ALONG_MS = 120;
/** Grid edits that can be taken back. */
const MAX_UNDO = 50;
/** Cells that one paste may change. */
const MAX_ENTRIES = 200_000;
/** Selected cells up to which figures are counted. */
const MAX_FIGURE_CELLS = 2_000_000;

type Done = { readonly plan: Plan; readonly receipt: Receipt; readonly area: Area };

type Open = {
  readonly workbook: FileWorkbook;
  readonly id: string;
  readonly undo: Done[];
  readonly redo: { readonly plan: Plan; readonly area: Area }[];
  /** Counts changes; saved is the count at the last save. */
  changes: number;
  saved: number;
  selection: Area | null;
};

function boundingArea(entries: readonly Entry[]): Area {
  const first = entries[0];
  if (!first) throw new TypeError("no entry");
  const rows = entries.map((entry) => entry.row);
  const columns = entries.map((entry) => entry.column);
  const least = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.min(a, b));
  const most = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, b));
  return { sheetId: first.sheetId, row: least(rows), column: least(columns), rows: most(rows) - least(rows) + 1, columns: most(columns) - least(columns) + 1 };
}

function matrix<T>(area: Area, fill: T): T[][] {
  return Array.from({ length: area.rows }, () => Array.from({ length: area.columns }, () => fill));
}

/** The edits of one thing that somebody did in the grid, and what validations say about it. Errors as `readEntry`. */
function editsOf(workbook: FileWorkbook, entries: readonly Entry[], area: Area): { readonly edits: readonly Edit[]; readonly notices: readonly EntryNotice[] } {
  const values = matrix<EditValue>(area, null);
  const formulas = matrix<string | null>(area, null);
  const formats: Edit[] = [];
  const notices: EntryNotice[] = [];
  let hasValues = false;
  let hasFormulas = false;
  for (const entry of entries) {
    const { content, numberFormat, notice } = workbook.readEntry(entry);
    const [r, c] = [entry.row - area.row, entry.column - area.column];
    const [valueRow, formulaRow] = [values[r], formulas[r]];
    if (!valueRow || !formulaRow) continue;
    // Of two entries for one cell the later one counts.
    [valueRow[c], formulaRow[c]] = "formula" in content ? [null, content.formula] : [content.value, null];
    hasValues ||= !("formula" in content);
    hasFormulas ||= "formula" in content;
    if (notice) notices.push(notice);
    if (numberFormat !== null) formats.push({ kind: "setStyle", area: { sheetId: entry.sheetId, row: entry.row, column: entry.column, rows: 1, columns: 1 }, style: { numberFormat } });
  }
  const edits: Edit[] = [...formats];
  if (hasValues) edits.unshift({ kind: "setValues", area, values });
  if (hasFormulas) edits.unshift({ kind: "setFormulas", area, formulas, expected: null });
  return { edits, notices };
}

/** The host's side of the file service, without the worker around it. Rules VW-20 to VW-27. */
export function createFileService(): FileService {
  let open: Open | null = null;
  let opened = 0;
  let tell: (event: FileEvent) => void = () => undefined;

  function current(): Open {
    if (!open) throw new CodedError("workbench.none-open");
    return open;
  }

  function changed(target: Open, by: "grid" | "pane"): void {
    target.changes++;
    if (target === open) tell({ kind: "changed", by, canUndo: target.undo.length > 0, canRedo: target.redo.length > 0, dirty: target.changes !== target.saved });
  }

  function remember(target: Open, done: Done): void {
    target.undo.push(done);
    if (target.undo.length > MAX_UNDO) target.undo.shift();
  }

  function readAlong(workbook: FileWorkbook, active: string, sheetIds: readonly string[]): readonly SheetView[] {
    const startedAt = performance.now();
    const sheets = [workbook.viewSheet(active)];
    for (const sheetId of sheetIds) {
      if (sheetId === active) continue;
      if (performance.now() - startedAt > ALONG_MS) break;
      try {
        sheets.push(workbook.viewSheet(sheetId));
      } catch (error) {
        // Said when somebody goes there.
        if (!(error instanceof CodedError)) throw error;
      }
    }
    return sheets;
  }

  return {
    async open({ bytes, name }, options) {
      const workbook = await openWorkbook(bytes, name);
      if (options?.signal?.aborted) throw new CodedError("cancelled");
      // Everything that may fail comes before the old workbook is let go.
      const view = workbook.viewWorkbook();
      const shown = view.sheets.filter((sheet) => sheet.visibility === "visible" && sheet.kind === "worksheet");
      const active = (shown.find((sheet) => sheet.sheetId === view.savedActive) ?? shown[0] ?? view.sheets[0])?.sheetId ?? "";
      const sheets = readAlong(workbook, active, view.sheets.map((sheet) => sheet.sheetId));
      const block = workbook.viewBlock(active, { row: 0, column: 0, rows: BLOCK_ROWS, columns: BLOCK_COLUMNS });
      open = { workbook, id: String(++opened), undo: [], redo: [], changes: 0, saved: 0, selection: null };
      const { losses, warnings, extension } = workbook;
      // Once more: tabs know their colours now that the sheets were read.
      return { id: open.id, view: workbook.viewWorkbook(), sheets, active, block, losses, warnings, extension };
    },
    viewWorkbook: async () => Promise.resolve(current().workbook.viewWorkbook()),
    viewSheet: async (sheetId) => Promise.resolve(current().workbook.viewSheet(sheetId)),
    viewBlock: async ({ sheetId, area }) => Promise.resolve(current().workbook.viewBlock(sheetId, area)),
    async edit(entries) {
      const target = current();
      if (entries.length === 0) return { changed: false, notices: [] };
      const area = boundingArea(entries);
      if (entries.length > MAX_ENTRIES || area.rows * area.columns > 4 * MAX_ENTRIES) throw new CodedError("entry.too-many", { limit: MAX_ENTRIES });
      const { edits, notices } = editsOf(target.workbook, entries, area);
      const plan: Plan = { purpose: "edit", edits };
      const receipt = await target.workbook.apply(plan);
      remember(target, { plan, receipt, area });
      target.redo.length = 0;
      changed(target, "grid");
      return { changed: true, notices };
    },
    async undo() {
      const target = current();
      const last = target.undo.at(-1);
      if (!last) return null;
      await target.workbook.undo(last.receipt);
      target.undo.pop();
      target.redo.push({ plan: last.plan, area: last.area });
      changed(target, "grid");
      return last.area;
    },
    async redo() {
      const target = current();
      const next = target.redo.at(-1);
      if (!next) return null;
      const receipt = await target.workbook.apply(next.plan);
      target.redo.pop();
      remember(target, { ...next, receipt });
      changed(target, "grid");
      return next.area;
    },
    figures: async (areas) => figuresOf(current().workbook, areas),
    async save() {
      const target = current();
      const bytes = target.workbook.save();
      target.saved = target.changes;
      tell({ kind: "changed", by: "grid", canUndo: target.undo.length > 0, canRedo: target.redo.length > 0, dirty: false });
      return Promise.resolve(transferred(bytes, bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength ? [bytes.buffer] : []));
    },
    async select(area) {
      if (open) open.selection = area;
      return Promise.resolve();
    },
    async connectPane({ port }) {
      servePort(portFor(current(), (event) => tell(event), changed), port);
      return Promise.resolve();
    },
    async listen(handler) {
      tell = handler;
      return Promise.resolve();
    },
  };
}

/** The port that the pane gets: the workbook's own, which also tells the page what the pane does. */
function portFor(target: Open, tell: (event: FileEvent) => void, changed: (target: Open, by: "pane") => void): WorkbookPort {
  const { workbook } = target;
  return {
    capabilities: workbook.capabilities,
    read: (request, options) => workbook.read(request, options),
    async apply(plan, options) {
      const receipt = await workbook.apply(plan, options);
      changed(target, "pane");
      return receipt;
    },
    readCells: (request, options) => workbook.readCells(request, options),
    async undo(receipt, options) {
      await workbook.undo(receipt, options);
      changed(target, "pane");
    },
    async reveal(area) {
      tell({ kind: "reveal", area });
      return Promise.resolve();
    },
    async outline(areas) {
      tell({ kind: "outline", areas });
      return Promise.resolve();
    },
    selection: () => Promise.resolve(target.selection),
    onEdited: (handler: (event: EditedEvent) => void) => workbook.onEdited(handler),
  };
}

/** Counts over the values themselves, because a grid knows only what was seen. `null`: too many to count while somebody waits. */
async function figuresOf(workbook: FileWorkbook, areas: readonly Area[]): Promise<SelectionFigures | null> {
  let numbers = 0;
  let filled = 0;
  let sum = 0;
  const first = areas[0];
  if (!first) return null;
  const snapshot = await workbook.read({ sheets: [first.sheetId], fields: ["values"] });
  const sheet = snapshot.sheets[0];
  if (!sheet?.used) return { numbers, filled, sum, average: null };
  const { used } = sheet;
  let looked = 0;
  for (const area of areas) {
    const bottom = Math.min(area.row + area.rows, used.row + used.rows);
    const right = Math.min(area.column + area.columns, used.column + used.columns);
    for (let row = Math.max(area.row, used.row); row < bottom; row++) {
      const values = sheet.values[row - used.row];
      for (let column = Math.max(area.column, used.column); column < right; column++) {
        if (++looked > MAX_FIGURE_CELLS) return null;
        const value = values?.[column - used.column] ?? null;
        if (value === null || value === "") continue;
        filled++;
        if (typeof value === "number") {
          numbers++;
          sum += value;
        }
      }
    }
  }
  const tidy = (value: number): number => Number(value.toPrecision(15));
  return { numbers, filled, sum: tidy(sum), average: numbers === 0 ? null : tidy(sum / numbers) };
}
