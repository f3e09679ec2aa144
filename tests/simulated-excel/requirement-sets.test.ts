import { readFileSync } from "node:fs";
import { createWorkbook } from "./model/workbook-model";
import { openExcel } from "./opened-excel";
import { isWithin, readRequirementSets } from "./protocol/read-requirement-sets";
import { isAvailable, REQUIREMENT_SETS } from "./protocol/requirement-sets";
import { createSimulatedExcel } from "./simulated-excel";

const read = (name: string): string => readFileSync(require.resolve(name), "utf8");

test("SX-3 the table of sets is what Microsoft's declarations and library say", () => {
  const fresh = readRequirementSets(read("@types/office-js/index.d.ts"), read("@microsoft/office-js/dist/excel-web-16.00.debug.js"));
  expect(REQUIREMENT_SETS).toEqual(fresh);
});

test("SX-3 1.10 is later than 1.9", () => {
  expect([isWithin("1.9", "1.14"), isWithin("1.14", "1.14"), isWithin("1.17", "1.14"), isWithin("1.2", "1.14")]).toEqual([true, true, false, true]);
});

test.each([
  ["Range", "Values", "1.14", true],
  ["Range", "GetMergedAreasOrNullObject", "1.14", true],
  ["Range", "ValuesAsJson", "1.14", false],
  ["Range", "ValuesAsJson", "1.17", true],
  ["ConditionalFormat", "SetRanges", "1.14", false],
  ["RangeAreas", "Select", "1.17", false],
  ["RangeAreas", "Select", "1.21", true],
  ["WorksheetProtection", "CheckPassword", "1.21", false],
  ["Worksheet", "_RegisterDataChangedEvent", "1.14", true],
  ["Worksheet", "NoSuchThing", "1.21", false],
] as const)("SX-3 %s.%s at %s: %s", (className, member, level, expected) => {
  expect(isAvailable(className, member, level)).toBe(expected);
});

test("SX-3 what is above the level is refused by the host: this version of the library sends it without a look", async () => {
  const { host, onSheet } = openExcel({ level: "1.14" });
  const failed = onSheet(async (_sheet, context) => {
    context.workbook.worksheets.onNameChanged.add(() => Promise.resolve());
    await context.sync();
  });
  await expect(failed).rejects.toMatchObject({ code: "ApiNotFound" });
  expect(host.requests.map((request) => request.error)).toEqual(["ApiNotFound"]);
});

test("SX-3 a request that asks for more than the level has is refused by the host too", async () => {
  const body = {
    ObjectPaths: {
      1: { Id: 1, ObjectPathType: 1, Name: "" },
      2: { Id: 2, ObjectPathType: 4, Name: "Worksheets", ParentObjectPathId: 1 },
      3: { Id: 3, ObjectPathType: 3, Name: "GetActiveWorksheet", ParentObjectPathId: 2 },
      4: { Id: 4, ObjectPathType: 3, Name: "GetRanges", ParentObjectPathId: 3, ArgumentInfo: { Arguments: ["A1,B2"] } },
    },
    Actions: [{ Id: 1, ActionType: 3, Name: "Select", ObjectPathId: 4, ArgumentInfo: {} }],
  };
  expect(await createSimulatedExcel(createWorkbook(), { level: "1.17" }).execute(body, 0)).toMatchObject({ Error: { Code: "ApiNotFound", Location: "RangeAreas.select" } });
  expect(await createSimulatedExcel(createWorkbook(), { level: "1.21" }).execute(body, 0)).not.toHaveProperty("Error");
});
