import type { Scheme } from "../../../src/core/score/scheme";
import { checkScheme } from "../../../src/core/score/scheme-check";
import { textsOf } from "../../../src/i18n/command-line-texts";
import { fineWorkbook } from "../../support/small-workbooks";
import { sample, sessionOver } from "./session-over";

jest.setTimeout(120_000);

async function structured(bytes: Uint8Array) {
  const made = await sessionOver(bytes);
  await made.session.recognize(null);
  await made.session.apply((await made.session.previewStructure({ protect: true })).previewId);
  return made;
}

test("SE-10 the scheme says what is scored and how points are combined", async () => {
  const { session } = await sessionOver(sample());
  await session.recognize(null);
  const view = await session.scheme(null);
  expect(view).toMatchObject({ place: "draft", scheme: { fullTotal: "100", unitShare: "0.3" } });
  expect(view.poolAttributes).toEqual(expect.arrayContaining(["职务层级"]));
  const block = (sheetName: string) => view.blocks.find((candidate) => candidate.sheetName === sheetName);
  expect(block("组织绩效得分")).toMatchObject({ layout: "subject-matrix", performance: "unit", linked: false, combination: "full-marks" });
  expect(block("组织绩效得分")?.marks).toHaveLength(16);
  expect(block("个人绩效")).toMatchObject({ performance: "person", linked: true });
  expect(block("民主测评")).toMatchObject({ layout: "rater-matrix", combination: "none", marks: [] });
});

test("SE-11 a draft is computed without writing, written to the named cells, and read back from there", async () => {
  const { session, file } = await structured(sample());
  const before = await session.scheme(null);
  const plain = await session.previewScores({ scheme: before.scheme, marks: {} });
  await session.apply(plain.previewId);
  const written = file.save();
  const scheme: Scheme = { ...before.scheme, digits: 1, unitShare: "0.4", poolBy: [], bands: [{ label: "优", from: "95", share: null }, { label: "良", from: "0", share: null }] };
  const draft = await session.previewScores({ scheme, marks: {} });
  expect(file.save()).toEqual(written);
  expect(draft.pools.length).toBeLessThan(plain.pools.length);
  expect(new Set(draft.pools.flatMap((pool) => pool.lines.map((line) => line.band)))).toEqual(new Set(["优", "良", null]));
  expect(draft.changes.find((change) => change.sheetName === "评分方案" && change.after === "0.4")).toMatchObject({ before: "0.3", kind: "value" });
  expect((await session.apply(draft.previewId)).disagreements).toEqual([]);
  const after = await session.scheme(null);
  expect(after).toMatchObject({ place: "sheet", scheme });
  const { sheets, names } = await file.read({ sheets: "all", fields: ["values", "protection"] });
  const share = names.find((name) => name.name === "TS_unit_share")?.refersTo;
  expect(share).toMatch(/^评分方案!\$B\$\d+$/);
  expect(sheets.find((sheet) => sheet.name === "评分方案")?.protection).not.toBeNull();
  // A person who opens the file later finds the same scheme.
  const again = await sessionOver(file.save());
  await again.session.recognize(null);
  expect((await again.session.scheme(null)).scheme).toEqual(scheme);
  await session.undo(null);
  expect(file.save()).toEqual(written);
});

test("SE-11 drafted marks count over the table's own, and the table's own take a draft back", async () => {
  const { session } = await structured(fineWorkbook());
  const { scheme, blocks } = await session.scheme(null);
  const [block] = blocks;
  const [first, second] = block?.marks ?? [];
  expect([first?.fullMark, second?.fullMark]).toEqual(["60", "40"]);
  const blockId = block?.blockId ?? "";
  const marked = (marks: { readonly fullMark?: string | null; readonly weight?: string | null }) => ({ [blockId]: { [first?.key ?? ""]: marks, [second?.key ?? ""]: marks } });
  // 60 and 40 points weighted by half each contradict each other. (SC-5)
  expect(await session.previewScores({ scheme, marks: marked({ weight: "0.5" }) })).toMatchObject({ scored: 0, withheld: 3 });
  const preview = await session.previewScores({ scheme, marks: marked({ weight: "0.5", fullMark: "80" }) });
  // 0.5·100·50/80 + 0.5·100·35/80
  expect(preview.pools[0]?.lines.find((line) => line.name === "王芳")?.score).toBe("53.13");
  expect((await session.apply(preview.previewId)).disagreements).toEqual([]);
  expect((await session.scheme(null)).blocks[0]).toMatchObject({ combination: "both", marks: [{ weight: "0.5", fullMark: "80" }, { weight: "0.5", fullMark: "80" }] });
  const back = { [blockId]: { [first?.key ?? ""]: { weight: null, fullMark: "60" }, [second?.key ?? ""]: { weight: null, fullMark: "40" } } };
  const plain = await session.previewScores({ scheme, marks: back });
  expect(plain.pools[0]?.lines.find((line) => line.name === "王芳")?.score).toBe("85");
  await session.apply(plain.previewId);
  expect((await session.scheme(null)).blocks[0]).toMatchObject({ combination: "full-marks", marks: [{ fullMark: "60", weight: null }, { fullMark: "40", weight: null }] });
});

test("SE-12 nonsense gives findings with sentences, no exception and no plan", async () => {
  const { session } = await structured(fineWorkbook());
  const { scheme, blocks } = await session.scheme(null);
  const marks = { [blocks[0]?.blockId ?? ""]: { [blocks[0]?.marks[0]?.key ?? ""]: { weight: "abc" } } };
  const nonsense: readonly (readonly [Partial<Scheme>, readonly string[]])[] = [
    [{ fullTotal: "0" }, ["scheme.full-total"]],
    [{ fullTotal: "一百" }, ["scheme.full-total"]],
    [{ digits: 2.5 }, ["scheme.digits"]],
    [{ digits: NaN }, ["scheme.digits"]],
    [{ unitShare: "1.2" }, ["scheme.unit-share"]],
    [{ raterWeights: { self: "-0.1", leader: "x", rater: "1" } }, ["scheme.weight-self", "scheme.weight-leader"]],
    [{ raterWeights: { self: "0", leader: "0", rater: "0" } }, ["scheme.rater-weights-zero"]],
    [{ poolBy: ["甲", "乙", "丙", "丁", "戊"] }, ["scheme.pools-many"]],
    [{ bands: [{ label: "良", from: "60", share: null }, { label: "优", from: "90", share: null }] }, ["scheme.bands-order"]],
    [{ bands: [{ label: "优", from: "90", share: null }, { label: "优", from: "90", share: null }] }, ["scheme.band-twice", "scheme.bands-order"]],
    [{ bands: [{ label: " ", from: "", share: null }] }, ["scheme.band-unnamed", "scheme.band-from"]],
  ];
  for (const [change, codes] of nonsense) {
    const preview = await session.previewScores({ scheme: { ...scheme, ...change }, marks: {} });
    expect(preview).toMatchObject({ empty: true, pools: [], scored: 0 });
    expect(preview.findings.map((finding) => finding.code)).toEqual(codes);
    for (const finding of preview.findings) for (const locale of ["zh-CN", "en-US"] as const) expect(textsOf(locale).sentence(finding.code, finding.params)).not.toMatch(/\{|^scheme/);
  }
  expect((await session.previewScores({ scheme, marks })).findings.map((finding) => finding.code)).toEqual(["scheme.mark"]);
  expect(checkScheme(scheme)).toEqual([]);
});

test("SE-10 scores of a workbook that is not structured are shown and not written", async () => {
  const { session } = await sessionOver(fineWorkbook());
  await session.recognize(null);
  const preview = await session.previewScores({ scheme: (await session.scheme(null)).scheme, marks: {} });
  expect(preview).toMatchObject({ empty: true, scored: 3, findings: [{ code: "score.not-structured" }] });
  expect(preview.pools[0]?.lines.map((line) => [line.name, line.score, line.rank])).toEqual([["李强", "93.5", 1], ["王芳", "85", 2], ["赵敏", "78", 3]]);
  expect(await session.previewArchive({ signer: "" })).toMatchObject({ empty: true, archiveId: null, findings: [{ code: "archive.not-ranked" }] });
});

test("SE-7 a second run of the same scheme shows no change", async () => {
  const { session } = await structured(sample());
  const { scheme } = await session.scheme(null);
  const first = await session.previewScores({ scheme, marks: {} });
  expect(first.changes).toHaveLength(200);
  await session.apply(first.previewId);
  expect((await session.previewScores({ scheme, marks: {} })).changes).toEqual([]);
});
