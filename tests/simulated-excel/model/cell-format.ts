export type BorderStyle = "None" | "Continuous" | "Dash" | "DashDot" | "DashDotDot" | "Dot" | "Double" | "SlantDashDot";
export type BorderWeight = "Hairline" | "Thin" | "Medium" | "Thick";
export type Border = { readonly style: BorderStyle; readonly weight: BorderWeight; /** "#RRGGBB" */ readonly color: string };
export type BorderSide = "top" | "bottom" | "left" | "right";

/** How a cell looks. Colours are "#RRGGBB"; sizes are points. */
export type CellFormat = {
  readonly numberFormat: string;
  readonly fontName: string;
  readonly fontSize: number;
  /** `null`: the automatic colour, which reads black. */
  readonly fontColor: string | null;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: "None" | "Single" | "Double" | "SingleAccountant" | "DoubleAccountant";
  readonly strikethrough: boolean;
  /** `null`: no fill. */
  readonly fill: string | null;
  readonly horizontal: "General" | "Left" | "Center" | "Right" | "Fill" | "Justify" | "CenterAcrossSelection" | "Distributed";
  readonly vertical: "Top" | "Center" | "Bottom" | "Justify" | "Distributed";
  readonly wrap: boolean;
  readonly indent: number;
  readonly shrink: boolean;
  readonly textOrientation: number;
  readonly borders: Readonly<Record<BorderSide, Border>>;
  readonly locked: boolean;
  readonly formulaHidden: boolean;
};

export const NO_BORDER: Border = { style: "None", weight: "Thin", color: "#000000" };

export const PLAIN_FORMAT: CellFormat = {
  numberFormat: "General",
  fontName: "Calibri",
  fontSize: 11,
  fontColor: null,
  bold: false,
  italic: false,
  underline: "None",
  strikethrough: false,
  fill: null,
  horizontal: "General",
  vertical: "Bottom",
  wrap: false,
  indent: 0,
  shrink: false,
  textOrientation: 0,
  borders: { top: NO_BORDER, bottom: NO_BORDER, left: NO_BORDER, right: NO_BORDER },
  locked: true,
  formulaHidden: false,
};

/** Formats by number; 0 is the plain one. Equal formats have the same number. */
export type FormatTable = { readonly formats: CellFormat[]; readonly numbers: Map<string, number> };

export function createFormatTable(): FormatTable {
  return { formats: [PLAIN_FORMAT], numbers: new Map([[JSON.stringify(PLAIN_FORMAT), 0]]) };
}

export function formatNumber(table: FormatTable, format: CellFormat): number {
  const key = JSON.stringify({ ...PLAIN_FORMAT, ...format });
  let number = table.numbers.get(key);
  if (number === undefined) {
    number = table.formats.push(format) - 1;
    table.numbers.set(key, number);
  }
  return number;
}

export function formatOf(table: FormatTable, number: number): CellFormat {
  return table.formats[number] ?? PLAIN_FORMAT;
}
