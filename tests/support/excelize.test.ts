import { cellsOf, readWithExcelize } from "./excelize";
import { packageOf, rowsXml } from "./smallest-package";

describe("readWithExcelize", () => {
  test("reads numbers, texts, booleans, errors and formulas by address", async () => {
    const row1 = '<c r="A1" t="inlineStr"><is><t>城东分局</t></is></c><c r="B1"><v>9.5</v></c><c r="C1" t="str"><f>B1&amp;""</f><v>9.5</v></c>';
    const rest = '<c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#DIV/0!</v></c></row><row r="3"><c r="F3"><f>SUM(B1:B2)</f></c>';
    const [sheet] = await cellsOf(packageOf(rowsXml(`<row r="1">${row1}${rest}</row>`))).then((sheets) => [...sheets.values()]);
    expect(Object.fromEntries(sheet ?? [])).toEqual({
      A1: { value: "城东分局", formula: null },
      B1: { value: 9.5, formula: null },
      C1: { value: "9.5", formula: 'B1&""' },
      D1: { value: true, formula: null },
      E1: { value: "#DIV/0!", formula: null },
      F3: { value: null, formula: "SUM(B1:B2)" },
    });
  });

  test("reads merges, validations and visibility", async () => {
    const xml = rowsXml("").replace(
      "</worksheet>",
      '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>' +
        '<dataValidations count="1"><dataValidation type="decimal" allowBlank="1" showErrorMessage="1" error="0–10" sqref="C1:C9"><formula1>0</formula1><formula2>10</formula2></dataValidation></dataValidations></worksheet>',
    );
    const [sheet] = (await readWithExcelize(packageOf(xml))).sheets;
    expect(sheet).toMatchObject({
      name: "S",
      visible: true,
      merges: ["A1:B2"],
      validations: [{ ranges: "C1:C9", type: "decimal", formula1: "0", formula2: "10", message: "0–10" }],
    });
    const [plain] = (await readWithExcelize(packageOf(rowsXml("")))).sheets;
    expect(plain).toMatchObject({ merges: [], validations: [] });
  });

  test("says so when the bytes are no workbook", async () => {
    await expect(cellsOf(new Uint8Array([1, 2, 3]))).rejects.toThrow(/excelize/);
  });
});
