import type { Area } from "../../../src/core/grid/address";
import { sample, sessionOver } from "./session-over";

jest.setTimeout(120_000);

test("SE-1 the whole job through the session on the sample, and back to the very bytes", async () => {
  const bytes = sample();
  const { session, file } = await sessionOver(bytes);
  const opened = file.save();
  await expect(session.check(null)).rejects.toMatchObject({ code: "not-recognized" });
  expect(await session.state(null)).toMatchObject({ structured: false, edition: null, step: "recognize", history: [] });

  const { sheets } = await session.recognize(null);
  const tables = sheets.flatMap((sheet) => sheet.tables);
  expect(tables.map((table) => [table.sheetName, table.layout])).toEqual(
    expect.arrayContaining([
      ["组织绩效得分", "subject-matrix"],
      ["个人绩效", "subject-matrix"],
      ["民主测评", "rater-matrix"],
    ]),
  );
  await session.setStep("structure");
  const structure = await session.previewStructure({ protect: true });
  expect(structure).toMatchObject({ purpose: "structure", empty: false });
  expect(structure.summary.namesDefined).toBeGreaterThan(0);
  expect(file.save()).toEqual(opened);
  expect((await session.apply(structure.previewId)).cells).toBeGreaterThan(0);
  await session.setStep("check");
  const { findings } = await session.check(null);
  expect(findings.map(({ code, sheetName, address }) => [code, sheetName, address])).toEqual(
    expect.arrayContaining([
      ["entry.text-number", "组织绩效得分", "K9"],
      ["entry.above-full-mark", "组织绩效得分", "F13"],
      ["entry.full-width", "个人绩效", "I13"],
    ]),
  );
  expect(new Set(findings.map((finding) => finding.id)).size).toBe(findings.length);

  await session.setStep("score");
  const scheme = await session.scheme(null);
  expect(scheme.place).toBe("draft");
  const scores = await session.previewScores({ scheme: scheme.scheme, marks: {} });
  expect(scores.pools.length).toBeGreaterThan(1);
  expect(scores.summary.sheets.filter((sheet) => sheet.change === "added").length).toBeGreaterThan(2);
  const applied = await session.apply(scores.previewId);
  expect(applied).toMatchObject({ purpose: "score", disagreements: [] });
  // SE-17
  const nameOf = async (area: Area | null): Promise<string | undefined> => (await file.read({ sheets: "all", fields: [] })).sheets.find((sheet) => sheet.sheetId === area?.sheetId)?.name;
  expect(applied.reveal).toMatchObject({ row: 0, column: 0, rows: 1, columns: 1 });
  expect(await nameOf(applied.reveal)).toBe("排名");
  expect(await session.state(null)).toMatchObject({ structured: true, edition: 1, scored: true, ranked: true, archives: 0, step: "score", stale: false });
  expect((await session.scheme(null)).place).toBe("sheet");

  const archive = await session.previewArchive({ signer: "" });
  expect(archive.archiveId).toBe("A1");
  expect(archive.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(archive.subjects).toBe(scores.pools.reduce((sum, pool) => sum + pool.lines.length, 0));
  expect(archive.pools).toBe(scores.pools.length);
  expect(await nameOf((await session.apply(archive.previewId)).reveal)).toBe(archive.sheetName);
  expect((await session.verify({ A1: archive.digest ?? "" })).archives).toMatchObject([{ archiveId: "A1", state: "intact", confirmed: true }]);
  await session.setStep("archive");

  expect((await session.state(null)).history.map((entry) => entry.purpose)).toEqual(["structure", "score", "archive"]);
  await session.undo(null);
  await session.undo(null);
  expect(await session.state(null)).toMatchObject({ scored: false, ranked: false, structured: true, step: "archive" });
  expect((await session.undo(null)).history).toEqual([]);
  expect(file.save()).toEqual(opened);
  expect(await session.state(null)).toMatchObject({ structured: false, step: "archive" });
});
