// Prints, as base64, a workbook with everything that a careless writer loses. Written by excelize, in a process
// of its own because its Go runtime cannot start inside jest.
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);
const library = await require("excelize-wasm").init(path.join(path.dirname(require.resolve("excelize-wasm")), "excelize.wasm.gz"));
const must = (result) => {
  if (result?.error) throw new Error(result.error);
  return result;
};
const file = must(library.NewFile());
const S = "Sheet1";
must(file.NewSheet("透视"));
must(file.NewSheet("另表"));
const rows = [["单位", "季度", "得分"], ["甲", "一", 90], ["乙", "一", 80], ["丙", "二", 70], ["丁", "二", 85]];
rows.forEach((row, r) => row.forEach((value, c) => must(file.SetCellValue(S, must(library.CoordinatesToCellName(c + 1, r + 1)).cell, value))));
must(file.SetCellFormula(S, "E2", "SUM(C2:C5)"));
must(file.SetCellFormula("另表", "A1", "Sheet1!C2*2"));
must(file.SetCellValue("另表", "B1", 1));
must(file.SetCellRichText(S, "E5", [{ Text: "粗", Font: { Bold: true } }, { Text: "细" }]));
must(file.AddTable(S, { Range: "G1:H3", Name: "表1" }));
must(file.AddComment(S, { Cell: "A2", Author: "考评人", Paragraph: [{ Text: "批注" }] }));
must(file.AddChart(S, "J1", { Type: library.Col, Series: [{ Name: "Sheet1!$C$1", Categories: "Sheet1!$A$2:$A$5", Values: "Sheet1!$C$2:$C$5" }] }));
const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
must(file.AddPictureFromBytes(S, "J20", { Extension: ".png", File: png, Format: { AltText: "徽" } }));
must(file.AddShape(S, { Cell: "J30", Type: "rect", Paragraph: [{ Text: "形状" }] }));
must(file.AddSparkline(S, { Location: ["F2"], Range: ["Sheet1!C2:C5"] }));
must(file.AddDataValidation(S, { Sqref: "C2:C5", Type: "whole", Operator: "between", Formula1: "0", Formula2: "100", ShowErrorMessage: true, Error: "0–100" }));
must(file.SetConditionalFormat(S, "C2:C5", [{ Type: "data_bar", Criteria: "=", MinType: "min", MaxType: "max", BarColor: "#638EC6" }, { Type: "3_color_scale", Criteria: "=", MinType: "min", MidType: "percentile", MaxType: "max", MinColor: "#F8696B", MidColor: "#FFEB84", MaxColor: "#63BE7B" }]));
must(file.SetCellHyperLink(S, "A3", "https://example.org/", "External"));
must(file.MergeCell(S, "A8", "C8"));
must(file.SetHeaderFooter(S, { OddHeader: "&C考评", OddFooter: "&P" }));
must(file.SetPanes(S, { Freeze: true, XSplit: 0, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft" }));
must(file.SetColWidth(S, "A", "B", 20));
must(file.SetRowHeight(S, 1, 30));
must(file.SetRowOutlineLevel(S, 4, 1));
must(file.SetDefinedName({ Name: "得分列", RefersTo: "Sheet1!$C$2:$C$5" }));
must(file.InsertPageBreak(S, "A6"));
must(file.AddIgnoredErrors(S, "A1:A5", library.IgnoredErrorsNumberStoredAsText ?? 0));
must(file.AddPivotTable({ DataRange: "Sheet1!A1:C5", PivotTableRange: "透视!A1:D10", Rows: [{ Data: "单位" }], Columns: [{ Data: "季度" }], Data: [{ Data: "得分", Subtotal: "Sum" }] }));
must(file.SetDocProps({ Title: "考评表", Creator: "绩效办" }));
must(file.SetCustomProps({ Name: "版本", Value: "一" }));
const style = must(file.NewStyle({ Font: { Bold: true, Color: "#FF0000" }, Fill: { Type: "gradient", Color: ["#FFFFFF", "#E0EBF5"], Shading: 1 }, Border: [{ Type: "left", Color: "#0000FF", Style: 3 }], NumFmt: 10, Protection: { Locked: false } })).style;
must(file.SetCellStyle(S, "A1", "C1", style));
process.stdout.write(Buffer.from(must(file.WriteToBuffer()).buffer).toString("base64"));
process.exit(0);
