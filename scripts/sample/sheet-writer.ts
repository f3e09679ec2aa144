import type { init, NewFile } from "excelize-wasm";
import { OFFICE_STYLES, type OfficeStyle } from "./office-styles";

export type Excelize = Awaited<ReturnType<typeof init>>;

/** A formula without "=", and its value as Excel would have stored it beside it. */
export type Formula = { readonly formula: string; readonly value: number };

export type Content = string | number | null | Formula;

/** SUM or AVERAGE over one column; like Excel's, blind to numbers stored as text. */
export function aggregate(name: "SUM" | "AVERAGE", range: string, values: readonly Content[]): Formula {
  const numbers = values.filter((value) => typeof value === "number");
  const sum = numbers.reduce((total, value) => total + value, 0);
  // Excel keeps 15 digits of a sum whose binary noise lies beyond them.
  return { formula: `${name}(${range})`, value: Number((name === "SUM" ? sum : sum / numbers.length).toPrecision(15)) };
}

/** Rows and columns count from 1, as on the sheet. */
export type SheetWriter = {
  readonly name: string;
  readonly put: (row: number, column: number, content: Content, style: OfficeStyle) => void;
  /** A merged area; a single cell stays one. */
  readonly merge: (row: number, column: number, rows: number, columns: number, content: Content, style: OfficeStyle) => void;
  readonly heights: (from: number, to: number, points: number) => void;
  readonly widths: (characters: readonly number[]) => void;
  /** Rows above `row` and columns left of `column` stay in view. */
  readonly freeze: (row: number, column: number) => void;
  readonly print: (setup: PrintSetup) => void;
};

export type PrintSetup = {
  readonly orientation: "portrait" | "landscape";
  readonly paper: "A4" | "A3";
  /** First and last row printed on top of every page. */
  readonly titleRows: readonly [number, number] | null;
};

export type BookWriter = {
  readonly sheet: (name: string) => SheetWriter;
  /** By sheet name, the values of the cells that were given a formula. */
  readonly formulas: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly file: NewFile;
};

const PAPER_SIZES = { A3: 8, A4: 9 } as const;

/** Writes sheets with excelize. Throws where excelize refuses anything. */
export function bookWriter(library: Excelize): BookWriter {
  const file = library.NewFile();
  const styleIds = new Map<OfficeStyle, number>();
  const formulas = new Map<string, Map<string, number>>();
  const styleId = (style: OfficeStyle): number => {
    const known = styleIds.get(style);
    if (known !== undefined) return known;
    const made = accepted(file.NewStyle(OFFICE_STYLES[style])).style;
    styleIds.set(style, made);
    return made;
  };
  const address = (row: number, column: number): string => accepted(library.CoordinatesToCellName(column, row)).cell;
  const columnName = (column: number): string => accepted(library.ColumnNumberToName(column)).col;

  const sheet = (name: string): SheetWriter => {
    if (formulas.size === 0) accepted(file.SetSheetName("Sheet1", name));
    else accepted(file.NewSheet(name));
    const formulaCells = new Map<string, number>();
    formulas.set(name, formulaCells);

    const write = (cell: string, content: Content): void => {
      if (typeof content === "number") accepted(file.SetCellValue(name, cell, content));
      else if (typeof content === "string") accepted(file.SetCellStr(name, cell, content));
      else if (content !== null) {
        accepted(file.SetCellFormula(name, cell, content.formula));
        formulaCells.set(cell, content.value);
      }
    };
    return {
      name,
      put: (row, column, content, style) => {
        const cell = address(row, column);
        write(cell, content);
        accepted(file.SetCellStyle(name, cell, cell, styleId(style)));
      },
      merge: (row, column, rows, columns, content, style) => {
        const first = address(row, column);
        const last = address(row + rows - 1, column + columns - 1);
        write(first, content);
        accepted(file.SetCellStyle(name, first, last, styleId(style)));
        if (first !== last) accepted(file.MergeCell(name, first, last));
      },
      heights: (from, to, points) => {
        for (let row = from; row <= to; row++) accepted(file.SetRowHeight(name, row, points));
      },
      widths: (characters) => {
        for (const [index, width] of characters.entries()) accepted(file.SetColWidth(name, columnName(index + 1), columnName(index + 1), width));
      },
      freeze: (row, column) => {
        const topLeft = address(row, column);
        const pane = column > 1 ? "bottomRight" : "bottomLeft";
        accepted(
          file.SetPanes(name, {
            Freeze: true,
            XSplit: column - 1,
            YSplit: row - 1,
            TopLeftCell: topLeft,
            ActivePane: pane,
            Selection: [{ SQRef: topLeft, ActiveCell: topLeft, Pane: pane }],
          }),
        );
      },
      print: ({ orientation, paper, titleRows }) => {
        accepted(file.SetSheetProps(name, { FitToPage: true }));
        accepted(file.SetPageLayout(name, { Size: PAPER_SIZES[paper], Orientation: orientation, FitToWidth: 1, FitToHeight: 0 }));
        accepted(file.SetPageMargins(name, { Left: 0.5, Right: 0.5, Top: 0.7, Bottom: 0.7, Header: 0.3, Footer: 0.3, Horizontally: true }));
        accepted(file.SetHeaderFooter(name, { OddFooter: "&C第 &P 页，共 &N 页" }));
        if (titleRows) {
          const [from, to] = titleRows;
          accepted(file.SetDefinedName({ Name: "_xlnm.Print_Titles", RefersTo: `'${name}'!$${from}:$${to}`, Scope: name }));
        }
      },
    };
  };
  return { sheet, formulas, file };
}

/** Excelize reports a failure in its answer; here one is a bug of the script. */
export function accepted<T extends { readonly error: string | null }>(answer: T): T {
  if (answer.error) throw new Error(`excelize: ${answer.error}`);
  return answer;
}
