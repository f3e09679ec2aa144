import type { Style } from "excelize-wasm";

const thin = ["left", "right", "top", "bottom"].map((side) => ({ Type: side, Color: "000000", Style: 1 }));
const headFill = { Type: "pattern", Pattern: 1, Color: ["DDEBF7"] };
const totalFill = { Type: "pattern", Pattern: 1, Color: ["F2F2F2"] };
const song = (size: number, bold = false) => ({ Family: "宋体", Size: size, Bold: bold });
const black = (size: number) => ({ Family: "黑体", Size: size });
const centre = { Horizontal: "center", Vertical: "center", WrapText: true };
const left = { Horizontal: "left", Vertical: "center", WrapText: true };

/** The looks of an office's tables: title in the title face, header shaded, every cell of a table framed. */
export const OFFICE_STYLES = {
  annex: { Font: black(12), Alignment: { Horizontal: "left", Vertical: "center" } },
  title: { Font: { Family: "方正小标宋简体", Size: 18 }, Alignment: { Horizontal: "center", Vertical: "center" } },
  subtitle: { Font: { Family: "楷体", Size: 12 }, Alignment: { Horizontal: "center", Vertical: "center" } },
  strip: { Font: song(11), Alignment: { Horizontal: "left", Vertical: "center" } },
  stripRight: { Font: song(11), Alignment: { Horizontal: "right", Vertical: "center" } },
  header: { Font: black(11), Alignment: centre, Border: thin, Fill: headFill },
  label: { Font: song(11, true), Alignment: centre, Border: thin },
  centre: { Font: song(11), Alignment: centre, Border: thin },
  text: { Font: song(10), Alignment: left, Border: thin },
  name: { Font: song(11), Alignment: left, Border: thin },
  mark: { Font: song(11), Alignment: centre, Border: thin, CustomNumFmt: "0.##" },
  whole: { Font: song(11), Alignment: centre, Border: thin, NumFmt: 1 },
  decimal: { Font: song(11), Alignment: centre, Border: thin, NumFmt: 2 },
  percent: { Font: song(11), Alignment: centre, Border: thin, NumFmt: 9 },
  // Numbers stored as text: the cell is formatted as text, as it is in the files this comes from.
  asText: { Font: song(11), Alignment: centre, Border: thin, NumFmt: 49 },
  total: { Font: song(11, true), Alignment: centre, Border: thin, Fill: totalFill },
  totalDecimal: { Font: song(11, true), Alignment: centre, Border: thin, Fill: totalFill, NumFmt: 2 },
  totalPercent: { Font: song(11, true), Alignment: centre, Border: thin, Fill: totalFill, NumFmt: 9 },
  note: { Font: song(10), Alignment: { Horizontal: "left", Vertical: "top", WrapText: true } },
  prose: { Font: { Family: "仿宋", Size: 12 }, Alignment: { Horizontal: "left", Vertical: "center", WrapText: true } },
  box: { Font: song(11), Alignment: { Horizontal: "left", Vertical: "top", WrapText: true }, Border: thin },
} as const satisfies Readonly<Record<string, Style>>;

export type OfficeStyle = keyof typeof OFFICE_STYLES;
