import fc from "fast-check";
import { MAX_COLUMNS } from "../../../src/core/grid/address";
import type { CellValue } from "../../../src/core/grid/cell";
import { parseSheet } from "../../../src/workbook/file/read/sheet-part";
import type { SheetCells } from "../../../src/workbook/file/read/sheet-cells";
import { hasFormula } from "../../../src/workbook/file/write/draft-cell";
import { draftedCells } from "../../../src/workbook/file/write/drafted-cells";
import { clearRows, createSheetDraft, draftCell, replaceFormulaText, sheetDraftText, styleCells, writeCachedValue, writeCell } from "../../../src/workbook/file/write/sheet-draft";
import { worksheetXml } from "../../support/written-workbook";

const SHARED = { sharedStrings: ["甲", "乙 "], date1904: false, maxCells: 1_000_000 };

/** Every kind of cell that files have: shared texts and formulas, errors, metadata, cells that only have a format. */
const ROWS = [
  '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>1.5</v></c><c r="C2" s="1"/><c r="D2" t="str"><f>A2&amp;"x"</f><v>甲x</v></c></row>',
  '<row r="3"><c r="B3"><f t="shared" ref="B3:B5" si="0">B2+1</f><v>2.5</v></c><c r="C3" t="e"><v>#N/A</v></c><c r="E3" vm="1"><v>7</v></c></row>',
  '<row r="4"><c r="A4" t="inlineStr"><is><r><t>丙</t></r><r><t>丁</t></r></is></c><c r="B4"><f t="shared" si="0"/><v>3.5</v></c><c r="D4"><f>1/3</f></c></row>',
  '<row r="5"><c r="B5"><f t="shared" si="0"/><v>4.5</v></c><c r="C5" t="b"><v>1</v></c></row>',
  '<row r="9"><c r="F9"><v>9</v></c></row>',
].join("");

type Content = { readonly value: CellValue; readonly formula: string | null; readonly cached: boolean };

function contentOf(cells: SheetCells): ReadonlyMap<number, Content> {
  const content = new Map<number, Content>();
  cells.rows.forEach((row, index) => {
    const formula = cells.formulas.get(index);
    content.set(row * MAX_COLUMNS + (cells.columns[index] ?? 0), { value: cells.values[index] ?? null, formula: formula?.formula ?? null, cached: formula?.cached ?? false });
  });
  return content;
}

const place = { row: fc.integer({ min: 0, max: 11 }), column: fc.integer({ min: 0, max: 7 }) };
const change = fc.oneof(
  fc.record({ kind: fc.constant("value" as const), ...place, value: fc.oneof(fc.constantFrom("文 ", "=1+1", "\n", "0"), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()) }),
  fc.record({ kind: fc.constant("empty" as const), ...place }),
  fc.record({ kind: fc.constant("formula" as const), ...place, formula: fc.constantFrom("=A1+1", '="<&>"', "=SUM(A1:A9)"), result: fc.oneof(fc.constantFrom<CellValue>("乙", 3, false, null), fc.constant<CellValue>({ error: "#DIV/0!" })) }),
  fc.record({ kind: fc.constant("style" as const), ...place, style: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ kind: fc.constant("replace" as const), ...place }),
  fc.record({ kind: fc.constant("clear" as const) }),
);

describe("FH-26 a sheet under change is known without reading its text", () => {
  const original = worksheetXml(ROWS);
  const before = parseSheet(original, "s", SHARED).cells;

  it("FH-26 what the draft holds is what reading its text gives, after any changes", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 25 }), (changes) => {
        const draft = createSheetDraft(original, "s");
        for (const one of changes) {
          if (one.kind === "clear") clearRows(draft);
          else if (one.kind === "value") writeCell(draft, one.row, one.column, 0, { kind: "value", value: Object.is(one.value, -0) ? 0 : one.value });
          else if (one.kind === "empty") writeCell(draft, one.row, one.column, 0, { kind: "empty" });
          else if (one.kind === "formula") {
            writeCell(draft, one.row, one.column, 2, { kind: "formula", formula: one.formula });
            writeCachedValue(draft, one.row, one.column, one.result);
          } else if (one.kind === "style") styleCells(draft, one.row, one.column, one.column + 1, () => 0, () => one.style);
          else if (hasFormula(draftCell(draft, one.row, one.column))) replaceFormulaText(draft, one.row, one.column, "=B2*2");
        }
        const drafted = draftedCells(draft, before);
        expect(drafted).not.toBeNull();
        if (drafted) expect(contentOf(drafted)).toEqual(contentOf(parseSheet(sheetDraftText(draft), "s", SHARED).cells));
      }),
      { numRuns: 300 },
    );
  });

  it("FH-26 rows out of order can only be read", () => {
    const text = worksheetXml('<row r="3"><c r="A3"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>');
    expect(draftedCells(createSheetDraft(text, "s"), parseSheet(text, "s", SHARED).cells)).toBeNull();
  });
});
