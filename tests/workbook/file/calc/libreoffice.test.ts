import { read, utils, type WorkSheet } from "@e965/xlsx";
import { columnName } from "../../../../src/core/grid/address";
import type { CellValue } from "../../../../src/core/grid/cell";
import { createCalculation } from "../../../../src/workbook/file/calc/create-calculation";
import { describeWithLibreOffice, recalculate } from "../../../support/libreoffice";
import { evaluate, sourceOf } from "./calculation-source";
import { DOCUMENTED_DATA, DOCUMENTED_FORMULAS } from "./documented-formulas";
import { formulaWorkbook, type WrittenCell } from "./formula-workbook";

/** Functions that LibreOffice 7.4 does not have. */
const NEWER = /\b(XLOOKUP|XMATCH|FILTER|SORT|SORTBY|UNIQUE|SEQUENCE|LET|LAMBDA|TAKE|DROP|HSTACK|TOCOL|TEXTBEFORE|TEXTAFTER)\(/;

/** Where LibreOffice documents or is known to behave otherwise than Excel; ours is Excel's way. */
const OTHER_IN_LIBREOFFICE: readonly RegExp[] = [
  // Texts that are numbers or dates only in a Chinese setting; full-width digits.
  /^="2025(\/|年)/, /^="６"/, /DATEVALUE/, /^=DATE\(108/, /上午|aaa|"e\/|DBNum|G\/通用格式|红色/,
  // Logical values are numbers there.
  /&TRUE$/, /^="?\w+"?[<=]"?\w+"?$/, /^="A"="a"$/, /^=1<"a"$/, /^="zzz"/, /^=Y1=/, /^=10="10"/, /=0\.3$/, /=0\.1$/, /=0\.97$/, /^=IF\(0,2\)/, /F1:F[36]/, /A1:F6/, /^=SUM\(1,TRUE/, /TEXT\(TRUE/,
  // An empty text is a blank cell in its file.
  /B1:B6,"(=|<>)"/, /COUNTA\(B1:B6\)/, /ISBLANK\(B6\)/,
  // Error codes, powers and scientific texts.
  /^=0\^/, /^=\(-8\)\^/, /^=1E\+2/, /^=123456789012345678&/, /^=-1\.5E-30/, /A1:A3 B1:B3/, /MROUND\(5,-2\)/, /\(2\.5,-2\)/, /SQRT\(-16\)/, /^=MODE\(\{1,2,3/, /C1:C6,7\)/, /PERCENTILE\.EXC\(\{1,2,3/, /A1:D6,5/, /OFFSET\(C3,0,0,-2\)/, /OFFSET\(A1,-1/, /YEAR\(-1\)/,
  // Ranks of numbers that are not in the list; shares rounded instead of cut.
  /^=RANK\(55/, /PERCENTRANK/,
  // Its calendar has no 29 February 1900.
  /^=DATE\(1900,2/, /^=DAY\((60|0)\)/, /^=MONTH\(0\)/,
  // Order of Chinese and Latin texts; sheet separator; formats.
  /LOOKUP\("座"/, /"Sheet2"/, /NUMBERVALUE\("3\.5%"\)/, /TEXT\(0\.285,"0%"\)/, /"0\.##"/,
  /TODAY|NOW/,
];

function libreOfficeValue(sheet: WorkSheet | undefined, row: number, column: number): unknown {
  const cell = sheet?.[utils.encode_cell({ r: row, c: column })] as { t: string; v: unknown; w?: string } | undefined;
  if (!cell) return null;
  return cell.t === "e" ? { error: cell.w ?? String(cell.v) } : cell.v;
}

function agrees(ours: CellValue, theirs: unknown): boolean {
  if (typeof ours === "number" && typeof theirs === "number") return Math.abs(ours - theirs) <= 1e-9 * Math.max(1, Math.abs(ours));
  if (typeof ours === "object" && ours !== null) return JSON.stringify(ours) === JSON.stringify(theirs);
  // LibreOffice's file has no cell for an empty text.
  return ours === theirs || (ours === "" && (theirs === null || theirs === ""));
}

/** A small generator of our own: the same numbers on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

describeWithLibreOffice("CE-2 LibreOffice as a second opinion", () => {
  test("CE-2 documented formulas have the same value there, but for known differences", async () => {
    const formulas = DOCUMENTED_FORMULAS.flatMap(([, list]) => list.map(([formula]) => formula)).filter(
      (formula) => !NEWER.test(formula) && !OTHER_IN_LIBREOFFICE.some((pattern) => pattern.test(formula)),
    );
    const rows: WrittenCell[][] = (DOCUMENTED_DATA.rows ?? []).map((row) => [...row]);
    while (rows.length < 99) rows.push([]);
    for (const formula of formulas) rows.push([...new Array<null>(25).fill(null), { formula, array: true }]);
    const workbook = read(await recalculate(formulaWorkbook({ S: rows })));
    const differences = formulas.filter((formula, i) => {
      const ours = evaluate(formula, DOCUMENTED_DATA, { at: `Z${String(100 + i)}`, array: true });
      const comparable = typeof ours !== "object" || ours === null || !("uncalculated" in ours) ? ours : null;
      return !agrees(comparable, libreOfficeValue(workbook.Sheets["S"], 99 + i, 25));
    });
    expect(differences).toEqual([]);
    expect(formulas.length).toBeGreaterThan(350);
  }, 150_000);

  test("CE-2 a table of random scores gives the same values there (seed 7)", async () => {
    const random = seeded(7);
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
    const count = 60;
    const data: CellValue[][] = [];
    for (let i = 0; i < count; i++) {
      data.push([
        `单位${String(i % 17)}`,
        pick(["机关", "分局", "税务所"]),
        Math.round(random() * 4000) / 40,
        random() < 0.15 ? null : Math.round(random() * 20),
        45_658 + Math.floor(random() * 700),
        random() < 0.2 ? pick(["缺", "--"]) : Math.round((random() - 0.4) * 1e6) / 1e4,
        random() * 100,
      ]);
    }
    const cell = (column: string): string => `${column}${String(1 + Math.floor(random() * count))}`;
    const range = (column: string): string => {
      const from = 1 + Math.floor(random() * 30);
      return `$${column}$${String(from)}:$${column}$${String(from + 5 + Math.floor(random() * 25))}`;
    };
    const numeric = (): string => pick(["C", "D", "F", "G"]);
    const whole = (column: string): string => `${column}$1:${column}$${String(count)}`;
    const makers: readonly (() => string)[] = [
      () => `=SUM(${range(numeric())})`,
      () => `=AVERAGE(${range(numeric())})`,
      () => `=ROUND(${cell("G")},${String(Math.floor(random() * 7) - 2)})`,
      () => `=ROUNDUP(${cell("F")},${String(Math.floor(random() * 4))})`,
      () => `=ROUNDDOWN(${cell("G")}*1.1,${String(Math.floor(random() * 4))})`,
      () => `=IFERROR(RANK(${cell("C")},${whole("C")},${pick(["0", "1"])}),0)`,
      () => `=COUNTIF(${whole("C")},"${pick([">", "<", ">=", "<=", "<>"])}"&${cell("C")})`,
      () => `=COUNTIF(${whole("B")},"${pick(["机关", "*局", "税?所", "<>分局", "<>"])}")`,
      () => `=COUNTIFS(${whole("B")},${cell("B")},${whole("C")},">"&${cell("C")})`,
      () => `=SUMIF(${whole("B")},${cell("B")},${whole(numeric())})`,
      () => `=SUMIFS(${whole("G")},${whole("A")},${cell("A")},${whole("D")},">=${String(Math.floor(random() * 20))}")`,
      () => `=IFERROR(AVERAGEIFS(${whole("C")},${whole("B")},${cell("B")},${whole("D")},"<${String(Math.floor(random() * 20))}"),-1)`,
      () => `=MAXIFS(${whole("F")},${whole("B")},${cell("B")})`,
      () => `=LARGE(${whole("C")},${String(1 + Math.floor(random() * count))})`,
      () => `=SMALL(${whole("G")},${String(1 + Math.floor(random() * count))})`,
      () => `=PERCENTILE(${range(numeric())},${String(Math.round(random() * 100) / 100)})`,
      () => `=QUARTILE(${range("C")},${String(Math.floor(random() * 5))})`,
      () => `=MEDIAN(${range(numeric())})`,
      () => `=STDEV(${range(numeric())})+VARP(${range("C")})`,
      () => `=TRIMMEAN(${range("C")},${String(Math.round(random() * 90) / 100)})`,
      () => `=INDEX(${whole("C")},MATCH(${cell("A")},${whole("A")},0))`,
      () => `=VLOOKUP(${cell("A")},$A$1:$G$${String(count)},${String(2 + Math.floor(random() * 6))},FALSE)`,
      () => `=MATCH(${cell("C")},${whole("C")},0)`,
      () => `=SUMPRODUCT((${whole("B")}=${cell("B")})*(${whole("C")}>${cell("C")}))+1`,
      () => `=SUMPRODUCT((${whole("C")}>${cell("C")})/COUNTIF(${whole("C")},${whole("C")}))+1`,
      () => `=SUMPRODUCT(${whole("C")},${whole("D")})`,
      () => `=TEXT(${cell("G")},"${pick(["0.00", "0.0%", "#,##0.000", "0", "000.0", "0.0E+00", "#,##0;(#,##0)"])}")`,
      () => `=TEXT(${cell("E")},"${pick(["yyyy-mm-dd", "yyyy/m/d", "m/d/yy", "mm-dd", 'yyyy""年""m""月""'])}")`,
      () => `=EDATE(${cell("E")},${String(Math.floor(random() * 40) - 20)})`,
      () => `=EOMONTH(${cell("E")},${String(Math.floor(random() * 40) - 20)})`,
      () => `=WEEKDAY(${cell("E")},${pick(["1", "2", "3"])})+WEEKNUM(${cell("E")},${pick(["1", "2", "21"])})`,
      () => `=DATEDIF(MIN(${cell("E")},${cell("E")}),50000,"${pick(["y", "m", "d", "ym", "yd"])}")`,
      () => `=NETWORKDAYS(${cell("E")},${cell("E")})`,
      () => `=WORKDAY(${cell("E")},${String(Math.floor(random() * 200) - 100)})`,
      () => `=DAYS360(${cell("E")},${cell("E")})`,
      () => `=YEARFRAC(${cell("E")},${cell("E")},${pick(["2", "3", "4"])})`,
      () => `=MOD(${cell("C")},${String(Math.round(random() * 90 + 1) / 10)})`,
      () => `=CEILING(${cell("C")},${pick(["0.5", "5", "0.1"])})+FLOOR(${cell("G")},${pick(["0.5", "10"])})`,
      () => `=MROUND(${cell("C")},${pick(["0.5", "5", "3"])})`,
      () => `=INT(${cell("G")}-50)+TRUNC(${cell("G")}*1.5,1)`,
      () => `=IF(${cell("C")}>=90,"优",IF(${cell("C")}>=60,"合格","差"))`,
      () => `=IF(ISNUMBER(${cell("F")}),1,0)+COUNT(${range("F")})+COUNTA(${range("D")})+COUNTBLANK(${range("D")})`,
      () => `=CORREL(${whole("C")},${whole("G")})+SLOPE(${whole("G")},${whole("C")})+INTERCEPT(${whole("G")},${whole("C")})`,
      () => `=LEFT(${cell("A")},2)&MID(${cell("A")},2,2)&RIGHT(${cell("A")},1)&LEN(${cell("B")})`,
      () => `=SUBSTITUTE(${cell("A")},"单","双")&REPT("*",MOD(${String(Math.floor(random() * 9))},5))`,
      () => `=SUM(OFFSET($C$1,${String(Math.floor(random() * 20))},0,${String(1 + Math.floor(random() * 20))},1))`,
      () => `=SUM(INDIRECT("C${String(1 + Math.floor(random() * 20))}:C"&${String(30 + Math.floor(random() * 20))}))`,
      () => `=SUBTOTAL(${pick(["1", "2", "3", "4", "5", "7", "8", "9", "10", "11"])},${range("G")})`,
      () => `=GEOMEAN(${range("G")})+HARMEAN(${range("G")})+DEVSQ(${range("G")})+AVEDEV(${range("G")})`,
      () => `=IFERROR(MODE(${whole("D")}),-1)`,
      () => `=-${cell("C")}^2+${cell("G")}%`,
      () => `=HLOOKUP(${cell("C")},{0,60,70,80,90;"E","D","C","B","A"},2)`,
      () => `=LOOKUP(${cell("C")},{0,60,70,80,90},{"E","D","C","B","A"})`,
      () => `=CHOOSE(1+MOD(ROW(),3),${cell("A")},${cell("B")},${cell("C")})`,
      () => `=${cell("C")}&"/"&${cell("G")}&"/"&${cell("F")}`,
      () => `=${cell("G")}/3&""`,
      () => `=ROUND(ROUND(SUMPRODUCT($C$31:$C$40,$G$31:$G$40),10),2)+${cell("C")}`,
    ];
    const formulas = Array.from({ length: 1500 }, (_, i) => (makers[i % makers.length] ?? makers[0])?.() ?? "=0");
    const width = 30;
    const first = 70;
    const grid: WrittenCell[][] = data.map((row) => [...row]);
    const cells: Record<string, string> = {};
    while (grid.length < first) grid.push([]);
    for (let i = 0; i < formulas.length; i += width) {
      grid.push(formulas.slice(i, i + width).map((formula) => ({ formula })));
      formulas.slice(i, i + width).forEach((formula, c) => (cells[`${columnName(c)}${String(first + i / width + 1)}`] = formula));
    }
    const workbook = read(await recalculate(formulaWorkbook({ S: grid })));
    const calculation = createCalculation(sourceOf({ S: { rows: data, cells } }));
    const { uncalculated } = calculation.calculateAll();
    expect(uncalculated).toEqual([]);
    const differences: string[] = [];
    formulas.forEach((formula, i) => {
      const row = first + Math.floor(i / width);
      const ours = calculation.valueAt("S", row, i % width);
      const theirs = libreOfficeValue(workbook.Sheets["S"], row, i % width);
      if (!agrees(ours, theirs)) differences.push(`${formula} ${JSON.stringify(ours)} ${JSON.stringify(theirs)}`);
    });
    expect(differences).toEqual([]);
  }, 150_000);
});
