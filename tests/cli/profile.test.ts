import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArguments } from "../../src/cli/arguments";
import { processFile, readProfile } from "../../src/cli/process-file";
import { textsOf } from "../../src/i18n/command-line-texts";
import { writtenWorkbook, type Written } from "../support/written-workbook";

jest.setTimeout(120_000);

const texts = textsOf("zh-CN");
const folder = mkdtempSync(join(tmpdir(), "twinscore-profile-"));

const rowsOf = (people: readonly (readonly [string, number])[]): Written[][] => [["姓名", "甲"], ...people.map(([name, points]): Written[] => [name, points])];
const march = join(folder, "3.xlsx");
const april = join(folder, "4.xlsx");
const profile = join(folder, "profile.json");

async function run(path: string, ...args: readonly string[]) {
  const invocation = parseArguments(["recognize", path, "--json", ...args], undefined);
  if (invocation.kind !== "command") throw new Error("no command");
  return processFile({ command: invocation.command, input: { path, relativePath: path }, target: null, texts, onStep: () => undefined });
}

beforeAll(() => {
  writeFileSync(march, writtenWorkbook([{ name: "表", rows: rowsOf([["王芳", 5], ["李强", 6], ["赵敏", 7]]) }]));
  writeFileSync(april, writtenWorkbook([{ name: "四月", rows: rowsOf([["王芳", 8], ["李强", 6], ["赵敏", 7], ["孙丽", 5]]) }]));
  writeFileSync(profile, JSON.stringify({ format: "twinscore-profile", version: 1, tables: [{ header: [{ row: 0, column: 0, text: "姓名" }, { row: 0, column: 1, text: "甲" }], given: null, roles: [{ offset: 1, header: "甲", role: "remark" }], rows: [], performance: null, ignored: false }] }));
});

test("CL-14 a profile decides what a column is, in every workbook of the kind", async () => {
  for (const path of [march, april]) {
    const { json } = await run(path, "--profile", profile);
    expect(json).toMatchObject({ sheets: [{ tables: [{ columns: [{ role: "subject" }, { role: "remark", confidence: 1 }] }] }] });
  }
});

test("CL-14 what fits is written as a profile again", async () => {
  const copy = join(folder, "copy.json");
  await run(april, "--profile", profile, "--save-profile", copy);
  expect(JSON.parse(readFileSync(copy, "utf8"))).toEqual(JSON.parse(readFileSync(profile, "utf8")));
});

test("CL-14 a file that is no profile is refused", async () => {
  await expect(readProfile(march)).rejects.toMatchObject({ code: "profile.invalid" });
});
