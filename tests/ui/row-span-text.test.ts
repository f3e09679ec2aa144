import { parseRowSpan, parseTypedTable, rowSpanText } from "../../src/ui/recognize/row-span-text";

describe("PN-23 range and header rows as typed", () => {
  test.each([
    ["3", { first: 2, last: 2 }],
    ["3-4", { first: 2, last: 3 }],
    ["４－３", { first: 2, last: 3 }],
    ["３至４", { first: 2, last: 3 }],
    ["4:3", { first: 2, last: 3 }],
    ["", null],
    ["0", undefined],
    ["A3", undefined],
    ["1048577", undefined],
  ])("PN-23 %s", (text, span) => {
    expect(parseRowSpan(text)).toEqual(span);
  });

  test("PN-23 a span reads as it is written", () => {
    expect([rowSpanText(null), rowSpanText({ first: 2, last: 2 }), rowSpanText({ first: 2, last: 3 })]).toEqual(["", "3", "3-4"]);
  });

  test("PN-23 the header stands in the range and leaves a row below it", () => {
    const range = { row: 2, column: 0, rows: 5, columns: 3 };
    expect(parseTypedTable("A3:C7", "3-4")).toEqual({ range, headerRows: { first: 2, last: 3 } });
    expect(parseTypedTable("Ａ3：Ｃ7", "")).toEqual({ range, headerRows: null });
    expect(parseTypedTable("A3:C7", "2")).toEqual({ wrong: "header" });
    expect(parseTypedTable("A3:C7", "3-7")).toEqual({ wrong: "header" });
    expect(parseTypedTable("A3:", "3")).toEqual({ wrong: "range" });
  });
});
