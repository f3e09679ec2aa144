import { FAULTS, type Fault } from "./faults";
import { writeContents } from "./model/contents";
import { deleteSheet, renameSheet } from "./model/sheet-changes";
import type { WorkbookModel } from "./model/workbook-model";
import { openExcel } from "./opened-excel";

/** Writes A1 and A2 in one request under a fault; gives the code and what then stands in the cells. */
async function under(fault: Fault): Promise<readonly [string, unknown]> {
  const { host, onSheet } = openExcel();
  host.faults = [fault];
  const code = await onSheet(async (sheet, context) => {
    sheet.getRange("A1").values = [[1]];
    sheet.getRange("A2").values = [[2]];
    return context.sync().then(
      () => "done",
      (error: unknown) => (error as { readonly code: string }).code,
    );
  });
  const cells = host.workbook.sheets[0]?.rows;
  return [code, [cells?.get(0)?.get(0)?.value ?? null, cells?.get(1)?.get(0)?.value ?? null]];
}

test.each<readonly [string, Fault, string, readonly (number | null)[]]>([
  ["lost on the way there", FAULTS.lostRequest(0), "Timeout", [null, null]],
  ["lost on the way back", FAULTS.timeout(0), "Timeout", [1, 2]],
  ["a cell being edited", FAULTS.editMode(0), "InvalidOperationInCellEditMode", [null, null]],
  ["too large a request", FAULTS.requestTooLarge(0), "RequestPayloadSizeLimitExceeded", [null, null]],
  ["too large a response", FAULTS.responseTooLarge(0), "ResponsePayloadSizeLimitExceeded", [1, 2]],
  ["failing before", { at: 0, kind: "failBefore", code: "GeneralException" }, "GeneralException", [null, null]],
  ["access denied", { at: 0, kind: "accessDenied" }, "AccessDenied", [null, null]],
  ["nothing at this request", FAULTS.editMode(7), "done", [1, 2]],
])("SX-28 %s", async (_, fault, code, cells) => {
  expect(await under(fault)).toEqual([code, cells]);
});

test("SX-28 failing half-way at each action in turn leaves what came before", async () => {
  const seen = new Set<string>();
  for (let action = 0; action < 12; action++) {
    const [code, cells] = await under({ at: 0, kind: "failAtAction", action, code: "GeneralException" });
    seen.add(`${code} ${JSON.stringify(cells)}`);
  }
  expect([...seen].sort()).toEqual(["GeneralException [1,null]", "GeneralException [null,null]", "done [1,2]"]);
});

function other(workbook: WorkbookModel): WorkbookModel["active"] {
  const sheet = workbook.sheets.find((candidate) => candidate.name === "Other");
  if (!sheet) throw new Error("the sheet is needed");
  return sheet;
}

test.each<readonly [string, (workbook: WorkbookModel) => void, string]>([
  ["renamed", (workbook) => renameSheet(workbook, other(workbook), "Renamed"), "ItemNotFound"],
  ["deleted", (workbook) => deleteSheet(workbook, other(workbook)), "ItemNotFound"],
  ["edited", (workbook) => writeContents({ workbook, sheet: other(workbook), rects: [{ row: 0, column: 0, rows: 1, columns: 1 }] }, [["theirs"]], "values"), "theirs"],
])("SX-28 a sheet %s by somebody else between two requests", async (_, change, expected) => {
  const { host, run } = openExcel();
  await run(async (context) => {
    context.workbook.worksheets.add("Other");
    await context.sync();
    host.faults = [{ at: host.requests.length, kind: "meanwhile", change }];
    const range = context.workbook.worksheets.getItem("Other").getRange("A1").load("values");
    const outcome = await context.sync().then(
      () => range.values[0]?.[0] as unknown,
      (error: unknown) => (error as { readonly code: string }).code,
    );
    expect(outcome).toBe(expected);
  });
});
