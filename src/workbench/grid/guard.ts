import { type ICellData, type ICommandInfo, type IDocumentData, CellValueType, CommandType, CustomCommandExecutionError } from "@univerjs/core";

/** What a person put into a cell of the grid, before anybody read it. */
export type RawEntry = { readonly row: number; readonly column: number; readonly text: string; readonly literal: boolean };

/** Changes of Univer's own editor, of its function lists and of what it derives: no change of the workbook. */
const HARMLESS = /^(?:doc\.|formula\.mutation\.|formula-ui\.|ui\.|sheet\.mutation\.(?:set-worksheet-row-auto-height|mark-dirty|empty|set-worksheet-config))/;
/** Follows an edit by itself; it is left out without a word. */
const BY_ITSELF = /^sheet\.mutation\.(?:set-worksheet-row-auto-height|set-numfmt|remove-numfmt|set-worksheet-range-theme|set-row-data|set-col-data)/;

const SET_VALUES = "sheet.mutation.set-range-values";
const UNDO = "univer.command.undo";
const REDO = "univer.command.redo";
const EDITOR_VISIBLE = "sheet.operation.set-cell-edit-visible";

/** Commands that would change more than values: refused as a whole, so that nothing is done by halves. */
const REFUSED = new RegExp(
  `^(?:${[
    "sheet\\.command\\.(?:insert|remove|delete|move-(?:range|rows|cols)|copy-sheet|merge|add-worksheet-merge|remove-worksheet-merge|set-worksheet-(?:name|order|hide|show|color|col-width|row-height|row-is-auto|col-auto)|set-tab-color)",
    "sheet\\.command\\.(?:set-(?:style|bold|italic|underline|stroke|strike|font|text|background|horizontal|vertical|border|col|row|frozen|selection-frozen|rows|cols|defined)|delta-|reset-|cancel-frozen|clear-selection-(?:format|all)|toggle-gridlines|format-painter|reorder|sort|split-text|append-row|set-range-(?:bold|italic|underline|stroke|strick|font|text|sub|super))",
    "sheet\\.command\\.(?:add-(?:range|worksheet)-protection|set-protection|set-worksheet-protection|add-range-protection-from|change-sheet-protection)",
    "sheets?\\.command\\.(?:add-data-validation|remove-data-validation)",
    "sheet-permission\\.operation\\.",
    "sheet\\.operation\\.(?:rename-sheet|set-format-painter)",
    "sheet\\.command\\.numfmt",
  ].join("|")})`,
);

/** Text of a cell that came as a document of its own (several lines, or mixed looks). */
function documentText(document: IDocumentData): string {
  return (document.body?.dataStream ?? "").replace(/\r\n$/, "").replaceAll("\r", "\n").replace(/\n+$/, "");
}

/** What a cell's new data say that was put into it; `null`: it is only about looks. */
function entryOf(row: number, column: number, cell: ICellData | null): RawEntry | null {
  if (cell === null) return { row, column, text: "", literal: false };
  if (typeof cell.f === "string" && cell.f !== "") return { row, column, text: cell.f, literal: false };
  if (cell.p != null) return { row, column, text: documentText(cell.p), literal: false };
  if (!("v" in cell)) return null;
  const { v } = cell;
  if (v == null || v === "") return { row, column, text: "", literal: false };
  if (typeof v === "boolean" || cell.t === CellValueType.BOOLEAN) return { row, column, text: v === true || v === 1 || v === "1" ? "TRUE" : "FALSE", literal: false };
  // Text copied from a cell of text stays text; what was typed is read.
  const literal = typeof v === "string" && (cell.t === CellValueType.FORCE_STRING || cell.t === CellValueType.STRING);
  return { row, column, text: String(v), literal };
}

type ValueParams = { unitId?: string; subUnitId?: string; cellValue?: Record<string, Record<string, ICellData | null>> };

export type GuardHandlers = {
  /** Cells that somebody typed, pasted, filled or cleared; the grid keeps the old ones until the workbook says what they are. */
  readonly entered: (sheetId: string, entries: readonly RawEntry[]) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Something that this grid does not do. */
  readonly refused: () => void;
  /** Whether the cell that is about to be edited may be; tells the person itself where not. */
  readonly mayEdit: () => boolean;
  /** A cell's editor is open. */
  readonly isEditing: () => boolean;
};

/**
 * A listener before Univer's commands: nothing reaches Univer's own model unless the page put it there. Values go to the
 * workbook instead, undo and redo are the workbook's, everything else that would change it is refused. Rule VW-26.
 */
export function createGuard(isWorkbook: (unitId: string) => boolean, handlers: GuardHandlers): (command: Readonly<ICommandInfo>) => void {
  let collected = new Map<string, RawEntry[]>();

  const collect = (params: ValueParams): void => {
    const sheetId = params.subUnitId ?? "";
    if (collected.size === 0) {
      queueMicrotask(() => {
        const all = collected;
        collected = new Map();
        for (const [id, entries] of all) handlers.entered(id, entries);
      });
    }
    const entries = collected.get(sheetId) ?? [];
    for (const [row, columns] of Object.entries(params.cellValue ?? {})) {
      for (const [column, cell] of Object.entries(columns)) {
        const entry = entryOf(Number(row), Number(column), cell);
        if (entry) entries.push(entry);
      }
    }
    collected.set(sheetId, entries);
    // The mutation goes on without a content: whoever started it may finish.
    params.cellValue = {};
  };

  return (command) => {
    const { id } = command;
    if (id === UNDO || id === REDO) {
      // Inside a cell's editor Univer takes back the typing itself.
      if (handlers.isEditing()) return;
      (id === UNDO ? handlers.undo : handlers.redo)();
      throw new CustomCommandExecutionError("the workbook's own undo");
    }
    if (id === EDITOR_VISIBLE && (command.params as { visible?: boolean } | undefined)?.visible === true && !handlers.mayEdit()) throw new CustomCommandExecutionError("locked");
    if (REFUSED.test(id)) {
      handlers.refused();
      throw new CustomCommandExecutionError("not in this grid");
    }
    if (command.type !== CommandType.MUTATION) return;
    const params = (command.params ?? {}) as ValueParams;
    if (id === SET_VALUES && isWorkbook(params.unitId ?? "")) {
      collect(params);
      return;
    }
    if (BY_ITSELF.test(id)) throw new CustomCommandExecutionError("follows by itself");
    if (HARMLESS.test(id)) return;
    if (params.unitId !== undefined && !isWorkbook(params.unitId)) return;
    handlers.refused();
    throw new CustomCommandExecutionError("not in this grid");
  };
}
