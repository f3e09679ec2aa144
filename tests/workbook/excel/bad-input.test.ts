import { createSession } from "../../../src/app/session/create-session";
import type { Session } from "../../../src/app/session/session";
import { CodedError } from "../../../src/core/coded-error";
import { textsOf } from "../../../src/i18n/command-line-texts";
import { textsWith, type Locale } from "../../../src/i18n/texts";
import { readPackage } from "../../simulated-excel/model/read-package";
import { createWorkbook, type WorkbookModel } from "../../simulated-excel/model/workbook-model";
import { createSimulatedExcel, type SimulatedExcel } from "../../simulated-excel/simulated-excel";
import { scoreTable, writtenWorkbook } from "../../support/written-workbook";
import { openOn } from "../contract/hosts";
import { describeWorkbook } from "./workbook-description";
import { fileLedgers } from "../../support/file-ledgers";

const NOW = "2026-10-12T09:00:00+08:00";
const TABLE = scoreTable([["王芳", 50, 40], ["李强", 48, 41], ["赵敏", 45, 39], ["钱进", 52, 33]]);

type Opened = { readonly host: SimulatedExcel; readonly workbook: WorkbookModel; readonly session: Session };

async function over(workbook: WorkbookModel): Promise<Opened> {
  const host = createSimulatedExcel(workbook);
  return { host, workbook, session: createSession(await openOn(host), textsOf("zh-CN").sheets, () => NOW, fileLedgers) };
}

const scored = (): Promise<WorkbookModel> => readPackage(writtenWorkbook([TABLE]));

async function failure(work: Promise<unknown>): Promise<CodedError> {
  const error = await work.then(() => null, (reason: unknown) => reason);
  if (!(error instanceof CodedError)) throw new Error(`expected a coded error, got ${String(error)}`);
  return error;
}

/** A sentence in both languages, and none with a hole in it. */
function expectSentences(code: string, params: CodedError["params"]): void {
  for (const locale of ["zh-CN", "en-US"] satisfies readonly Locale[]) {
    const sentence = textsWith(locale, {}).sentence(code, params);
    expect(sentence.length).toBeGreaterThan(8);
    expect(sentence).not.toMatch(/\{\w+\}|undefined/);
    expect(sentence).not.toContain(code);
  }
}

test("an empty workbook: it is said that nothing is there, and nothing is written", async () => {
  const { session, workbook } = await over(createWorkbook());
  const before = JSON.stringify(describeWorkbook(workbook));
  expect((await session.recognize(null)).sheets.map(({ tables }) => tables.length)).toEqual([0]);
  const { findings } = await session.check(null);
  expect(findings.map(({ code }) => code)).toEqual(["sheet.empty"]);
  findings.forEach(({ code, params }) => expectSentences(code, params));
  expect((await session.previewStructure({ protect: true })).summary.cells).toBe(0);
  expect(JSON.stringify(describeWorkbook(workbook))).toBe(before);
});

test("a chart sheet or a chart is active: nothing is selected, and everything else goes on", async () => {
  const { host, session } = await over(await scored());
  for (const code of ["InvalidSelection", "ItemNotFound"] as const) {
    host.faults = [{ at: host.requests.length, kind: "failBefore", code }];
    expect(await session.selection(null)).toBeNull();
  }
  expect((await session.recognize(null)).sheets[0]?.tables.length).toBe(1);
});

test("200 sheets: a handful of requests", async () => {
  const sheets = Array.from({ length: 200 }, (_, i) => ({ ...TABLE, name: `第${String(i + 1)}组` }));
  const { host, session } = await over(await readPackage(writtenWorkbook(sheets)));
  const from = host.requests.length;
  const { sheets: seen } = await session.recognize(null);
  expect(seen.filter(({ tables }) => tables.length === 1).length).toBe(200);
  const bytes = host.requests.slice(from).reduce((sum, { requestBytes, responseBytes }) => sum + requestBytes + responseBytes, 0);
  expect(host.requests.length - from).toBeLessThanOrEqual(6 + Math.ceil(bytes / (2 * 1024 * 1024)));
});

test("opened read-only: said before anything is written", async () => {
  const workbook = await scored();
  workbook.readOnly = true;
  const { session } = await over(workbook);
  await session.recognize(null);
  expect((await session.previewStructure({ protect: true })).readOnly).toBe(true);
});

test.each(["考核.xls", "考核.XLT", "考核.csv"])("%s in compatibility mode is not written to, and the way out is said", async (name) => {
  const workbook = await scored();
  workbook.name = name;
  const before = JSON.stringify(describeWorkbook(workbook));
  const error = await failure(openOn(createSimulatedExcel(workbook)));
  expect([error.code, error.params]).toEqual(["excel.legacy-format", { name }]);
  expectSentences(error.code, error.params);
  expect(JSON.stringify(describeWorkbook(workbook))).toBe(before);
});

test.each([
  ["shared, or protected against changes", "accessDenied", "excel.access-denied"],
  ["a cell is being edited", "InvalidOperationInCellEditMode", "excel.editing"],
  ["another workbook is in use", "InvalidSelection", "excel.inactive"],
] as const)("%s when a button is pressed: a sentence, and nothing half-done", async (_, kind, code) => {
  const { host, workbook, session } = await over(await scored());
  await session.recognize(null);
  const { previewId } = await session.previewStructure({ protect: true });
  const before = JSON.stringify(describeWorkbook(workbook));
  const faults = Array.from({ length: 30 }, (__, i) => host.requests.length + i);
  // Putting back is allowed again: a person ends the edit, or lifts what was in the way.
  host.faults = kind === "accessDenied" ? faults.slice(0, 6).map((at) => ({ at, kind })) : faults.slice(0, 1).map((at) => ({ at, kind: "failBefore", code: kind }));
  const error = await failure(session.apply(previewId));
  expect(error.code).toBe(code);
  expectSentences(error.code, error.params);
  host.faults = [];
  expect(JSON.stringify(describeWorkbook(workbook))).toBe(before);
  expect((await session.apply(previewId)).cells).toBeGreaterThan(0);
});

test("a command that the person started waits for the end of a cell edit", async () => {
  const { host, session } = await over(await scored());
  host.isEditingCell = true;
  let done = false;
  const recognized = session.recognize(null).then(() => (done = true));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(done).toBe(false);
  host.finishCellEdit();
  await recognized;
  expect(done).toBe(true);
});

test("a sheet with a password is left alone and named, whichever it is of those to be unlocked", async () => {
  const names = ["一组", "二组", "三组"];
  for (const name of names) {
    const workbook = await readPackage(writtenWorkbook(names.map((each) => ({ ...TABLE, name: each, protection: each === name ? 'sheet="1" password="CC1A"' : 'sheet="1"' }))));
    const { session } = await over(workbook);
    await session.recognize(null);
    const { previewId } = await session.previewStructure({ protect: true });
    const before = JSON.stringify(describeWorkbook(workbook));
    const error = await failure(session.apply(previewId));
    expect([error.code, error.params]).toEqual(["sheet.protected-password", { sheet: name }]);
    expectSentences(error.code, error.params);
    expect(JSON.stringify(describeWorkbook(workbook))).toBe(before);
  }
});
