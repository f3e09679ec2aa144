import { textOf } from "../../../src/core/grid/cell";
import { verifyReading } from "../../../src/app/archive-workbook";
import { readWorkbook } from "../../../src/app/read-workbook";
import { textsOf } from "../../../src/i18n/command-line-texts";
import { runJob } from "../../../src/app/main-job";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { scoreTable, writtenWorkbook } from "../../support/written-workbook";
import { fineWorkbook } from "../../support/small-workbooks";
import { NOW, sample, sessionOver, type } from "./session-over";

jest.setTimeout(120_000);

async function structured(bytes: Uint8Array) {
  const made = await sessionOver(bytes);
  await made.session.recognize(null);
  await made.session.apply((await made.session.previewStructure({ protect: false })).previewId);
  return made;
}

test("SE-8 a preview goes out of date when somebody types, and once it was applied", async () => {
  const { session, file } = await structured(fineWorkbook());
  const { scheme } = await session.scheme(null);
  const preview = await session.previewScores({ scheme, marks: {} });
  const [sheet] = (await file.read({ sheets: "all", fields: [] })).sheets;
  await type(file, sheet?.sheetId ?? "", 2, 2, 51);
  expect((await session.state(null)).stale).toBe(true);
  const bytes = file.save();
  await expect(session.apply(preview.previewId)).rejects.toMatchObject({ code: "preview.outdated" });
  expect(file.save()).toEqual(bytes);
  const fresh = await session.previewScores({ scheme, marks: {} });
  expect((await session.state(null)).stale).toBe(false);
  expect(fresh.pools[0]?.lines.find((line) => line.name === "王芳")?.score).toBe("86");
  await session.apply(fresh.previewId);
  await expect(session.apply(fresh.previewId)).rejects.toMatchObject({ code: "preview.outdated" });
});

test("SE-8 an edit that nobody told of is noticed as well", async () => {
  const { session, file } = await structured(fineWorkbook());
  const preview = await session.previewScores({ scheme: (await session.scheme(null)).scheme, marks: {} });
  const [sheet] = (await file.read({ sheets: "all", fields: [] })).sheets;
  // A plan of another purpose is not reported as somebody's typing.
  await file.apply({ purpose: "fix", edits: [{ kind: "setValues", area: { sheetId: sheet?.sheetId ?? "", row: 2, column: 2, rows: 1, columns: 1 }, values: [[51]] }] });
  await expect(session.apply(preview.previewId)).rejects.toMatchObject({ code: "preview.outdated" });
});

test("SE-3 listeners hear of typing and not of our own writing", async () => {
  const { session, file } = await sessionOver(fineWorkbook());
  const seen: boolean[] = [];
  await session.listen((state) => seen.push(state.stale));
  await session.recognize(null);
  await session.apply((await session.previewStructure({ protect: false })).previewId);
  await session.setStep("check");
  await session.undo(null);
  expect(seen).toEqual([]);
  const [sheet] = (await file.read({ sheets: "all", fields: [] })).sheets;
  await type(file, sheet?.sheetId ?? "", 2, 2, 51);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(seen).toEqual([true]);
});

test("SE-4 the step is kept without a history entry, in the record once there is one, and leaves a preview valid", async () => {
  const { session, file } = await sessionOver(fineWorkbook());
  await session.recognize(null);
  const untouched = file.save();
  await session.setStep("structure");
  expect(file.save()).toEqual(untouched);
  const preview = await session.previewStructure({ protect: false });
  await session.apply(preview.previewId);
  const scores = await session.previewScores({ scheme: (await session.scheme(null)).scheme, marks: {} });
  await session.setStep("score");
  await session.apply(scores.previewId);
  expect((await session.state(null)).history.map((entry) => entry.purpose)).toEqual(["structure", "score"]);
  const again = await sessionOver(file.save());
  expect(await again.session.state(null)).toMatchObject({ step: "score", structured: true, scored: true, ranked: true });
  await session.undo(null);
  expect(await session.state(null)).toMatchObject({ step: "score", scored: false });
  expect((await session.undo(null)).history).toEqual([]);
  expect(file.save()).toEqual(untouched);
});

test("SE-5 SE-9 an acceptance survives saving, and lapses when the finding changes", async () => {
  const people = [["王芳", 70, 35], ["李强", 55.5, 38], ["赵敏", 48, 30]] as const;
  const { session, file } = await structured(writtenWorkbook([scoreTable(people)]));
  const before = (await session.check(null)).findings.find((finding) => finding.code === "entry.above-full-mark");
  expect(before).toMatchObject({ accepted: null });
  const { findings } = await session.accept({ findingIds: [before?.id ?? ""], reason: "党组会议同意加分" });
  const acceptance = { reason: "党组会议同意加分", at: "2026-10-12T09:00:00+08:00" };
  expect(findings.find((finding) => finding.id === before?.id)?.accepted).toEqual(acceptance);
  expect((await session.state(null)).history.map((entry) => entry.purpose)).toEqual(["structure"]);

  const again = await sessionOver(file.save());
  await again.session.recognize(null);
  expect((await again.session.check(null)).findings.find((finding) => finding.id === before?.id)?.accepted).toEqual(acceptance);
  await type(again.file, before?.sheetId ?? "", 2, 2, 71);
  const changed = (await again.session.check(null)).findings.find((finding) => finding.code === "entry.above-full-mark");
  expect(changed).toMatchObject({ accepted: null, address: before?.address });
  const withdrawn = await session.accept({ findingIds: [before?.id ?? ""], reason: null });
  expect(withdrawn.findings.find((finding) => finding.id === before?.id)?.accepted).toBeNull();
});

test("AR-23 what was accepted is kept in the archive, in the pane and on the command line alike; what was mended meanwhile is not", async () => {
  const people = [["王芳", 70, 35], ["李强", 55.5, 38], ["赵敏", 48, 41]] as const;
  const { session, file } = await structured(writtenWorkbook([scoreTable(people)]));
  const [first, second] = (await session.check(null)).findings.filter((finding) => finding.code === "entry.above-full-mark");
  await session.accept({ findingIds: [first?.id ?? ""], reason: "党组会议同意加分" });
  await session.accept({ findingIds: [second?.id ?? ""], reason: "另有规定" });
  await type(file, second?.sheetId ?? "", second?.area?.row ?? -1, second?.area?.column ?? -1, 39);
  await session.apply((await session.previewScores({ scheme: (await session.scheme(null)).scheme, marks: {} })).previewId);
  const ranked = file.save();

  const preview = await session.previewArchive({ signer: "" });
  expect(preview.accepted).toBe(1);
  await session.apply(preview.previewId);
  const listed = async (from: typeof file): Promise<readonly string[]> => {
    const { sheets } = await from.read({ sheets: "all", fields: ["values"] });
    return sheets.filter(({ name }) => name === "归档-A1").flatMap((sheet) => sheet.values.map((row) => row[0])).filter((text): text is string => typeof text === "string" && /核实无误|理由/.test(text));
  };
  expect(await listed(file)).toEqual(["核实无误的检查结果（1 项）", expect.stringMatching(/^1\. 【.+】.+ [B-D]3：[\s\S]*王芳[\s\S]*70[\s\S]*\n理由：党组会议同意加分（2026-10-12）$/)]);
  expect((await session.verify({ A1: preview.digest ?? "" })).archives).toMatchObject([{ state: "intact" }]);

  const again = await openWorkbook(ranked, "again.xlsx");
  await runJob(again, { steps: new Set(["archive"]), texts: textsOf("zh-CN").sheets, now: NOW, protect: false, signer: "" });
  expect(await listed(again)).toEqual(await listed(file));
  const { workbook } = await readWorkbook(again);
  const sheet = workbook.sheets.find(({ name }) => name === "归档-A1");
  const row = sheet?.values.findIndex((cells) => textOf(cells[0] ?? null).includes("理由")) ?? -1;
  await again.apply({ purpose: "edit", edits: [{ kind: "setProtection", sheetId: sheet?.sheetId ?? "", options: null }] });
  await type(again, sheet?.sheetId ?? "", row, 0, "1. 没有问题");
  expect(verifyReading(await readWorkbook(again), new Map()).archives).toMatchObject([{ state: "changed", cells: [`A${String(row + 1)}`] }]);
});

test("SE-2 cancelling at any moment leaves the bytes as they were", async () => {
  const { session, file } = await structured(sample());
  const before = file.save();
  const { scheme } = await session.scheme(null);
  const preview = await session.previewScores({ scheme, marks: {} });
  let calls = 0;
  await session.recognize(null, { onProgress: () => calls++ });
  expect(calls).toBeGreaterThan(5);
  for (const stopAt of [1, 5, 20, 60, 150]) {
    const controller = new AbortController();
    let seen = 0;
    const work = session.apply(preview.previewId, { signal: controller.signal, onProgress: () => { if (++seen === stopAt) controller.abort(); } });
    await expect(work).rejects.toMatchObject({ code: "cancelled" });
    expect(file.save()).toEqual(before);
    expect((await session.state(null)).history).toHaveLength(1);
  }
  const aborted = new AbortController();
  aborted.abort();
  await expect(session.recognize(null, { signal: aborted.signal })).rejects.toMatchObject({ code: "cancelled" });
  await expect(session.apply(preview.previewId)).resolves.toMatchObject({ disagreements: [] });
});

test("SE-15 what was changed meanwhile is named and nothing is undone", async () => {
  const { session, file } = await structured(fineWorkbook());
  const scores = await session.previewScores({ scheme: (await session.scheme(null)).scheme, marks: {} });
  await session.apply(scores.previewId);
  const { sheets } = await file.read({ sheets: "all", fields: [] });
  const sheetId = sheets[0]?.sheetId ?? "";
  await type(file, sheetId, 2, 4, 1);
  const before = (await file.read({ sheets: "all", fields: ["values", "formulas"] })).sheets.map(({ name, values, formulas }) => ({ name, values, formulas }));
  await expect(session.undo(null)).rejects.toMatchObject({ code: "undo.changed-since" });
  const after = (await file.read({ sheets: "all", fields: ["values", "formulas"] })).sheets.map(({ name, values, formulas }) => ({ name, values, formulas }));
  expect(after).toEqual(before);
  expect((await session.state(null)).history.map((entry) => entry.purpose)).toEqual(["structure", "score"]);
});
