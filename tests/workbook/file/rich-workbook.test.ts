import { execFileSync } from "node:child_process";
import path from "node:path";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { readWithExcelize } from "../../support/excelize";
import { areaOf, changedParts, partText, planOf, writes, writesFormula } from "./test-package";

/** Written by another program: chart, picture, shape, sparkline, comment, table, pivot table, conditional formats … */
let rich: Uint8Array;

beforeAll(() => {
  rich = Uint8Array.from(Buffer.from(execFileSync(process.execPath, [path.join(__dirname, "rich-workbook.mjs")], { encoding: "utf8", maxBuffer: 1 << 24 }), "base64"));
}, 30_000);

const SHEET = "xl/worksheets/sheet1.xml";

/** Elements of a worksheet outside of its rows. */
const around = (xml: string): string => xml.replace(/<sheetData>[\s\S]*<\/sheetData>/, "").replace(/<dimension[^>]*>(?:<\/dimension>)?/, "");

describe("FH-20 byte for byte", () => {
  test("opened and saved, every part is what it was", async () => {
    expect(changedParts(rich, (await openWorkbook(rich, "x")).save())).toEqual([]);
  });

  test("a value changes its sheet and the sheet whose formulas depend on it; all around the cells stays", async () => {
    const workbook = await openWorkbook(rich, "x");
    await workbook.apply(planOf(writes("C2", 95)));
    const after = workbook.save();
    expect(changedParts(rich, after)).toEqual([SHEET, "xl/worksheets/sheet3.xml"]);
    expect(around(partText(after, SHEET))).toBe(around(partText(rich, SHEET)));
    for (const [name, cell, value] of [["Sheet1", "C2", 95], ["Sheet1", "E2", 330], ["另表", "A1", 190]] as const) {
      expect((await readWithExcelize(after)).sheets.find((sheet) => sheet.name === name)?.cells.get(cell)?.value).toBe(value);
    }
  });

  test("styles, a sheet, a name and the record change the parts that list them, and no others", async () => {
    const workbook = await openWorkbook(rich, "x");
    const receipt = await workbook.apply(
      planOf(
        { kind: "setStyle", area: areaOf("A2:A5"), style: { bold: true } },
        { kind: "addSheet", sheetId: "own", name: "排名", visibility: "visible", after: null },
        writesFormula("A1", "=MAX(得分列)", "own"),
        { kind: "defineName", name: "_TS_own", refersTo: "排名!$A$1", hidden: true },
        { kind: "setRecord", record: "{}" },
      ),
    );
    const after = workbook.save();
    expect(changedParts(rich, after)).toEqual([
      "[Content_Types].xml",
      "customXml/_rels/item1.xml.rels",
      "customXml/item1.xml",
      "customXml/itemProps1.xml",
      "xl/_rels/workbook.xml.rels",
      "xl/styles.xml",
      "xl/workbook.xml",
      SHEET,
      // Formulas to which their writer gave no values have them now.
      "xl/worksheets/sheet3.xml",
      "xl/worksheets/sheet4.xml",
    ]);
    expect(around(partText(after, SHEET))).toBe(around(partText(rich, SHEET)));
    const before = partText(rich, "xl/styles.xml");
    // What was there keeps its place: the old lists are beginnings of the new ones.
    for (const list of ["fonts", "fills", "borders", "cellXfs", "dxfs"]) {
      const inner = (xml: string): string => new RegExp(`<${list}[^>]*>([\\s\\S]*)</${list}>`).exec(xml)?.[1] ?? "";
      expect(inner(partText(after, "xl/styles.xml")).startsWith(inner(before))).toBe(true);
    }
    const foreign = await readWithExcelize(after);
    expect(foreign.sheets.map((sheet) => sheet.name)).toEqual(["Sheet1", "透视", "另表", "排名"]);
    expect(foreign.sheets[3]?.cells.get("A1")).toEqual({ value: 90, formula: "MAX(得分列)" });
    await workbook.undo(receipt);
    expect(changedParts(rich, workbook.save())).toEqual([]);
  });
});
