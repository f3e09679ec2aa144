// Runs excelize-wasm outside jest's sandbox, in which its Go runtime cannot start. Answers { id, bytes } with
// { id, workbook } or { id, error }; what a workbook is says excelize.ts.
import { createRequire } from "node:module";
import path from "node:path";
import { parentPort } from "node:worker_threads";

const require = createRequire(import.meta.url);
const library = await require("excelize-wasm").init(path.join(path.dirname(require.resolve("excelize-wasm")), "excelize.wasm.gz"));

parentPort.on("message", ({ id, bytes }) => {
  try {
    parentPort.postMessage({ id, workbook: read(bytes) });
  } catch (error) {
    parentPort.postMessage({ id, error: error.message });
  }
});

function read(bytes) {
  const file = must(library.OpenReader(bytes));
  return {
    sheets: file.GetSheetList().list.map((name) => readSheet(file, name)),
    names: must(file.GetDefinedName()).definedNames.map(({ Name, RefersTo, Scope }) => ({ name: Name, refersTo: RefersTo, scope: Scope ?? "" })),
  };
}

function readSheet(file, name) {
  const attempt = (call) => (call.error ? null : call);
  // Chart and macro sheets have no cells.
  if (/ is not a worksheet$/.test(file.GetMergeCells(name, true).error ?? "")) return { name, visible: true, cells: [], merges: [], validations: [] };
  return {
    name,
    visible: must(file.GetSheetVisible(name)).visible,
    cells: cellsOf(file, name),
    merges: (attempt(file.GetMergeCells(name, true))?.mergeCells ?? []).map((merge) => `${merge.GetStartAxis()}:${merge.GetEndAxis()}`),
    validations: (attempt(file.GetDataValidations(name))?.dataValidations ?? []).map(({ Sqref, Type, Formula1, Formula2, Error: message }) => ({
      ranges: Sqref,
      type: Type,
      formula1: Formula1 ?? null,
      formula2: Formula2 ?? null,
      message: message ?? null,
    })),
  };
}

function cellsOf(file, sheet) {
  const cells = [];
  const rows = must(file.GetRows(sheet, { RawCellValue: true })).result;
  const { dimension } = must(file.GetSheetDimension(sheet));
  const end = dimension ? must(library.CellNameToCoordinates(dimension.split(":").at(-1))) : { row: 0, col: 0 };
  for (let row = 1; row <= Math.max(end.row, rows.length); row++) {
    const texts = rows[row - 1] ?? [];
    // Rows are cut off after their last value, but a formula may have none.
    for (let column = 1; column <= Math.max(end.col, texts.length); column++) {
      const { cell } = must(library.CoordinatesToCellName(column, row));
      const formula = must(file.GetCellFormula(sheet, cell)).formula || null;
      const text = texts[column - 1] ?? "";
      if (text === "" && formula === null) continue;
      cells.push([cell, { value: typed(text, must(file.GetCellType(sheet, cell)).cellType), formula }]);
    }
  }
  return cells;
}

function typed(text, type) {
  if (type === library.CellTypeBool) return text === "1" || text.toUpperCase() === "TRUE";
  if (type === library.CellTypeNumber || type === library.CellTypeUnset) return text === "" ? null : Number(text);
  return text;
}

function must(result) {
  if (result.error) throw new Error(result.error);
  return result;
}
