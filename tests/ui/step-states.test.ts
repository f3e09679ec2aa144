import type { ColumnView, RecognitionView, TableView } from "../../src/app/session/session";
import { createPaneModel } from "../../src/ui/model/pane-model";
import { stepStates } from "../../src/ui/model/step-states";
import { confidenceWord, doubtfulColumns } from "../../src/ui/recognize/doubtful-columns";
import { scriptedSession } from "../support/scripted-session";

const column = (letter: string, confidence: number, more: Partial<ColumnView> = {}): ColumnView => ({ column: letter.charCodeAt(0) - 65, columns: 1, letter, headerPath: [letter], role: "score", confidence, reasons: [], alternative: null, corrected: false, samples: [], ...more });
const table = (tableId: string, columns: readonly ColumnView[], more: Partial<TableView> = {}): TableView => ({
  tableId, sheetId: "s1", sheetName: "甲", range: { row: 0, column: 0, rows: 5, columns: 3 }, address: "A1:C5", headerRows: null, title: "", layout: "subject-matrix", performance: null, confidence: 1, reasons: [], columns, indicators: 0, subjects: 0, entryCells: 0, markedRows: [], corrected: false, ignored: false, ...more,
});
const view = (...tables: readonly TableView[]): RecognitionView => ({ sheets: [{ sheetId: "s1", name: "甲", visibility: "visible", protection: "none", own: false, tables }], findings: [] });

describe("PN-11 PN-21 doubts and steps", () => {
  test("PN-21 unsure columns, the least certain first; not those of tables that are left alone", () => {
    const doubts = doubtfulColumns(view(table("T1", [column("A", 0.4), column("B", 0.9), column("C", 0.2)]), table("T2", [column("A", 0.1)], { ignored: true }), table("T3", [column("A", 0.1)], { layout: "other" }), table("T4", [column("A", 0.3, { corrected: true })])));
    expect(doubts.map((doubt) => `${doubt.table.tableId}${doubt.column.letter}`)).toEqual(["T1C", "T1A"]);
  });
  test("PN-22 confidence in words", () => {
    expect([0.8, 0.79, 0.5, 0.49].map(confidenceWord)).toEqual(["high", "middle", "middle", "low"]);
  });
  test("PN-11 doubtful columns want attention until the workbook is structured", async () => {
    const scripted = scriptedSession({ recognition: view(table("T1", [column("A", 0.1)])) });
    const model = createPaneModel(scripted.session);
    await model.start();
    expect(stepStates(model.get())).toEqual({ recognize: "attention", structure: "open", check: "open", score: "open", archive: "open" });
    scripted.standing.structured = true;
    await model.check();
    expect(stepStates(model.get())).toMatchObject({ recognize: "done", structure: "done", check: "done" });
  });
  test("PN-11 an open error wants attention, a confirmed one does not; an edit opens the check again", async () => {
    const finding = { id: "1", code: "entry.missing", severity: "error" as const, sheetId: null, sheetName: null, area: null, address: null, params: {}, fix: null };
    const scripted = scriptedSession({ findings: [{ ...finding, accepted: null }] });
    const model = createPaneModel(scripted.session);
    await model.start();
    await model.check();
    expect(stepStates(model.get()).check).toBe("attention");
    scripted.edit();
    expect(stepStates(model.get()).check).toBe("open");
    const confirmed = createPaneModel(scriptedSession({ findings: [{ ...finding, accepted: { reason: "已核实", at: "2026-10-08T09:00:00+08:00" } }] }).session);
    await confirmed.start();
    await confirmed.check();
    expect(stepStates(confirmed.get()).check).toBe("done");
  });
});
