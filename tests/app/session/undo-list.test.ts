import { createSession } from "../../../src/app/session/create-session";
import type { Session } from "../../../src/app/session/session";
import { textsOf } from "../../../src/i18n/command-line-texts";
import { readPackage } from "../../simulated-excel/model/read-package";
import { createSimulatedExcel, type SimulatedExcel, type SimulatedExcelOptions } from "../../simulated-excel/simulated-excel";
import { scoreTable, writtenWorkbook } from "../../support/written-workbook";
import { openOn } from "../../workbook/contract/hosts";
import { NOW } from "./session-over";
import { fileLedgers } from "../../support/file-ledgers";

/** Another session on the workbook of this Excel, as a newly opened pane has it. */
async function sessionOn(host: SimulatedExcel): Promise<Session> {
  return createSession(await openOn(host), textsOf("zh-CN").sheets, () => NOW, fileLedgers);
}

async function inExcel(options: SimulatedExcelOptions = {}): Promise<{ readonly host: SimulatedExcel; readonly session: Session }> {
  const host = createSimulatedExcel(await readPackage(writtenWorkbook([scoreTable([["王芳", 50, "35分"], ["李强", 48, 41], ["赵敏", 45, 39], ["钱进", 52, 33]])])), options);
  return { host, session: await sessionOn(host) };
}

/** What the work does to the person's undo list. */
async function cleared(host: SimulatedExcel, work: () => Promise<unknown>): Promise<boolean> {
  host.undoList.steps = 3;
  const before = host.undoList.cleared;
  await work();
  return host.undoList.cleared > before || host.undoList.steps !== 3;
}

test.each(["1.14", "1.17", "1.21"] as const)("PN-16 ExcelApi %s: only what was said to clear Excel's undo list clears it", async (level) => {
  const { host, session } = await inExcel({ level });
  const apply = async (preview: { readonly previewId: number; readonly clearsUndo: boolean }): Promise<void> => {
    expect(preview.clearsUndo).toBe(true);
    expect(await cleared(host, () => session.apply(preview.previewId))).toBe(true);
  };
  expect(await cleared(host, () => session.recognize(null))).toBe(false);
  expect((await session.state(null)).clearsUndo).toBe(true);
  await apply(await session.previewStructure({ protect: true }));
  // Looking around is for nothing.
  for (const step of ["check", "score", "archive", "check"] as const) expect(await cleared(host, () => session.setStep(step))).toBe(false);
  const { findings } = await session.check(null);
  const mendable = findings.filter(({ fix }) => fix !== null);
  expect(mendable.length).toBeGreaterThan(0);
  const preview = await session.previewFix(mendable.map(({ id }) => id));
  const { scheme } = await session.scheme(null);
  expect(await cleared(host, () => session.previewScores({ scheme, marks: {} }))).toBe(false);
  await apply(preview);
  await session.check(null);
  await apply(await session.previewScores({ scheme, marks: {} }));
  expect(await cleared(host, () => session.verify({}))).toBe(false);
});

test("SE-4 in Excel the step goes along with the next write, whatever it writes, and the pane opens there", async () => {
  const { host, session } = await inExcel();
  await session.recognize(null);
  await session.setStep("structure");
  await session.apply((await session.previewStructure({ protect: true })).previewId);
  expect((await (await sessionOn(host)).state(null)).step).toBe("structure");
  await session.setStep("check");
  expect((await session.state(null)).step).toBe("check");
  expect((await (await sessionOn(host)).state(null)).step).toBe("structure");
  const { findings } = await session.check(null);
  const before = host.requests.length;
  await session.apply((await session.previewFix(findings.filter(({ fix }) => fix !== null).map(({ id }) => id))).previewId);
  expect(host.requests.length - before).toBeLessThan(10);
  expect((await (await sessionOn(host)).state(null)).step).toBe("check");
  // Taking the fix back does not lead back to where the pane is no longer.
  await session.setStep("score");
  await session.undo(null);
  expect((await session.state(null)).step).toBe("score");
  expect((await (await sessionOn(host)).state(null)).step).toBe("score");
});

test("SE-4 what is confirmed is kept at once, and the step with it", async () => {
  const { host, session } = await inExcel();
  await session.recognize(null);
  await session.apply((await session.previewStructure({ protect: true })).previewId);
  await session.setStep("check");
  const [finding] = (await session.check(null)).findings;
  if (!finding) throw new Error("nothing found");
  expect(await cleared(host, () => session.accept({ findingIds: [finding.id], reason: "核对无误" }))).toBe(true);
  expect((await (await sessionOn(host)).state(null)).step).toBe("check");
});
