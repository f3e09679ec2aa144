import { builtInNumberFormatId } from "../../../src/workbook/file/read/number-formats";
import { escapeAttribute } from "../../../src/workbook/file/xml/xml-text";
import type { Border, BorderSide, CellFormat, FormatTable } from "./cell-format";
import type { ConditionalFormatModel } from "./sheet-model";

/** Formats of conditional rules, by number. */
export type DifferentialStyles = { readonly xml: string[] };

export function createDifferentialStyles(): DifferentialStyles {
  return { xml: [] };
}

function rgb(color: string): string {
  return `rgb="FF${color.slice(1)}"`;
}

/** Number of the format that a conditional rule gives its cells. */
export function differentialNumber(styles: DifferentialStyles, format: ConditionalFormatModel): number {
  const flag = (name: string, value: boolean | null): string => (value === null ? "" : `<${name} val="${value ? 1 : 0}"/>`);
  const font = `${flag("b", format.bold)}${flag("i", format.italic)}${format.fontColor === null ? "" : `<color ${rgb(format.fontColor)}/>`}`;
  const fill = format.fill === null ? "" : `<fill><patternFill patternType="solid"><bgColor ${rgb(format.fill)}/></patternFill></fill>`;
  const xml = `<dxf>${font === "" ? "" : `<font>${font}</font>`}${fill}</dxf>`;
  const known = styles.xml.indexOf(xml);
  return known >= 0 ? known : styles.xml.push(xml) - 1;
}

/** Texts with a number each; equal texts have the same. */
function createPool(first: readonly string[]): { readonly items: string[]; readonly number: (item: string) => number } {
  const items = [...first];
  const numbers = new Map(items.map((item, index) => [item, index]));
  return {
    items,
    number: (item) => {
      let number = numbers.get(item);
      if (number === undefined) numbers.set(item, (number = items.push(item) - 1));
      return number;
    },
  };
}

function fontXml(format: CellFormat): string {
  const underline = format.underline === "None" ? "" : `<u val="${format.underline.charAt(0).toLowerCase()}${format.underline.slice(1)}"/>`;
  return `<font>${format.bold ? "<b/>" : ""}${format.italic ? "<i/>" : ""}${format.strikethrough ? "<strike/>" : ""}${underline}<sz val="${format.fontSize}"/>${format.fontColor === null ? "" : `<color ${rgb(format.fontColor)}/>`}<name val="${escapeAttribute(format.fontName)}"/></font>`;
}

function lineName({ style, weight }: Border): string {
  if (style === "Continuous") return weight.toLowerCase() === "hairline" ? "hair" : weight.toLowerCase();
  const name = { Dash: "dashed", DashDot: "dashDot", DashDotDot: "dashDotDot", Dot: "dotted", Double: "double", SlantDashDot: "slantDashDot", None: "none" }[style];
  return weight === "Medium" && /^dash/.test(name) ? `medium${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;
}

function borderXml(format: CellFormat): string {
  const side = (name: BorderSide): string => {
    const border = format.borders[name];
    return border.style === "None" ? `<${name}/>` : `<${name} style="${lineName(border)}"><color ${rgb(border.color)}/></${name}>`;
  };
  return `<border>${side("left")}${side("right")}${side("top")}${side("bottom")}<diagonal/></border>`;
}

const HORIZONTAL: Readonly<Record<CellFormat["horizontal"], string>> = {
  General: "general",
  Left: "left",
  Center: "center",
  Right: "right",
  Fill: "fill",
  Justify: "justify",
  CenterAcrossSelection: "centerContinuous",
  Distributed: "distributed",
};

function cellXml(format: CellFormat, numberFormat: number, font: number, fill: number, border: number): string {
  const { horizontal, vertical, wrap, indent, shrink, textOrientation, locked, formulaHidden } = format;
  const alignment =
    `${horizontal === "General" ? "" : ` horizontal="${HORIZONTAL[horizontal]}"`}${vertical === "Bottom" ? "" : ` vertical="${vertical.toLowerCase()}"`}${wrap ? ' wrapText="1"' : ""}` +
    `${indent > 0 ? ` indent="${indent}"` : ""}${shrink ? ' shrinkToFit="1"' : ""}${textOrientation === 0 ? "" : ` textRotation="${textOrientation < 0 ? 90 - textOrientation : textOrientation}"`}`;
  const protection = `${locked ? "" : ' locked="0"'}${formulaHidden ? ' hidden="1"' : ""}`;
  return (
    `<xf numFmtId="${numberFormat}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"${alignment === "" ? "" : ' applyAlignment="1"'}${protection === "" ? "" : ' applyProtection="1"'}>` +
    `${alignment === "" ? "" : `<alignment${alignment}/>`}${protection === "" ? "" : `<protection${protection}/>`}</xf>`
  );
}

/** Numbers below this are Excel's own. */
const FIRST_OWN_FORMAT = 164;

/** The styles part; the number of a format in the table is its number in the part. */
export function stylesXml(table: FormatTable, differential: DifferentialStyles): string {
  const fonts = createPool([]);
  const fills = createPool(['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>']);
  const borders = createPool([]);
  const own = createPool([]);
  const cells = table.formats.map((format) => {
    const numberFormat = builtInNumberFormatId(format.numberFormat) ?? FIRST_OWN_FORMAT + own.number(format.numberFormat);
    const fill = format.fill === null ? 0 : fills.number(`<fill><patternFill patternType="solid"><fgColor ${rgb(format.fill)}/><bgColor indexed="64"/></patternFill></fill>`);
    return cellXml(format, numberFormat, fonts.number(fontXml(format)), fill, borders.number(borderXml(format)));
  });
  const list = (name: string, items: readonly string[]): string => `<${name} count="${items.length}">${items.join("")}</${name}>`;
  const formats = own.items.map((code, index) => `<numFmt numFmtId="${FIRST_OWN_FORMAT + index}" formatCode="${escapeAttribute(code)}"/>`);
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    `${formats.length > 0 ? list("numFmts", formats) : ""}${list("fonts", fonts.items)}${list("fills", fills.items)}${list("borders", borders.items)}` +
    `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>${list("cellXfs", cells)}` +
    `<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>${list("dxfs", differential.xml)}</styleSheet>`
  );
}
