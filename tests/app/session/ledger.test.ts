import { readLedger } from "../../../src/core/ledger/read-ledger";
import type { PostingRequest, Session } from "../../../src/app/session/session";
import { readSnapshot } from "../../../src/app/read-workbook";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { sample, sessionOver } from "./session-over";

const REQUEST: PostingRequest = { ledger: null, period: "2026-Q3", task: "", approval: "", close: false, sheets: ["个人绩效", "组织绩效得分"], source: "本工作簿" };

async function scoredSession(): Promise<{ readonly session: Session; readonly before: Uint8Array; readonly save: () => Uint8Array }> {
  const { session, file } = await sessionOver(sample());
  await session.recognize(null);
  await session.apply((await session.previewStructure({ protect: false })).previewId);
  const { scheme } = await session.scheme(null);
  await session.apply((await session.previewScores({ scheme, marks: {} })).previewId);
  return { session, before: file.save(), save: () => file.save() };
}

const linesIn = async (bytes: Uint8Array): Promise<number> => {
  const { lines } = readLedger(await readSnapshot(await openWorkbook(bytes, "台账.xlsx")));
  return lines.unit.length + lines.person.length;
};

test("SE-20 results go into a new ledger once, a correction is a new line, and the workbook stays as it is", async () => {
  const { session, before, save } = await scoredSession();
  const first = await session.postToLedger(REQUEST);
  expect(first.posted.length).toBeGreaterThan(60);
  expect([first.unchanged, first.closed]).toEqual([0, false]);
  expect(first.findings.map(({ code }) => code)).toContain("ledger.not-final");
  if (!first.bytes) throw new Error("no ledger");
  expect(await linesIn(first.bytes)).toBe(first.posted.length);

  const ledger = { name: "台账.xlsx", bytes: first.bytes };
  const again = await session.postToLedger({ ...REQUEST, ledger });
  expect([again.bytes, again.posted, again.unchanged]).toEqual([null, [], first.posted.length]);

  // Another total: everybody's score is another one, each names its line of before.
  const { scheme } = await session.scheme(null);
  await session.apply((await session.previewScores({ scheme: { ...scheme, unitShare: "0.1" }, marks: {} })).previewId);
  const corrected = await session.postToLedger({ ...REQUEST, ledger });
  expect(corrected.posted.filter(({ corrects }) => corrects !== null).length).toBeGreaterThan(30);
  expect(ledger.bytes).toEqual(first.bytes);
  await session.undo(null);
  expect(save()).toEqual(before);
});

test("SE-20 what cannot be posted is said by its code, and no file comes back", async () => {
  const { session } = await sessionOver(sample());
  await session.recognize(null);
  await expect(session.postToLedger(REQUEST)).rejects.toMatchObject({ code: "ledger.not-scored" });
  const { session: scored } = await scoredSession();
  await expect(scored.postToLedger({ ...REQUEST, period: "九月" })).rejects.toMatchObject({ code: "ledger.period" });
  await expect(scored.postToLedger({ ...REQUEST, task: "减税降费" })).rejects.toMatchObject({ code: "ledger.unapproved" });
  await expect(scored.postToLedger({ ...REQUEST, ledger: { name: "样例.xlsx", bytes: sample() } })).rejects.toMatchObject({ code: "ledger.foreign" });
  await expect(scored.postToLedger({ ...REQUEST, ledger: { name: "坏.xlsx", bytes: new Uint8Array([1, 2, 3]) } })).rejects.toMatchObject({ code: expect.stringMatching(/^file\./) as unknown });
  await expect(scored.postToLedger({ ...REQUEST, sheets: ["没有"] })).rejects.toMatchObject({ code: "ledger.sheet-unknown" });
});

test("SE-21 a ledger of two quarters is rolled up into the year, in a copy", async () => {
  const { session } = await scoredSession();
  const second = await session.postToLedger({ ...REQUEST, period: "2026-Q2" });
  const both = await session.postToLedger({ ...REQUEST, ledger: { name: "台账.xlsx", bytes: second.bytes ?? new Uint8Array() } });
  const ledger = { name: "台账.xlsx", bytes: both.bytes ?? new Uint8Array() };
  const year = await session.rollUpYear({ ledger, year: null, schemes: [] });
  expect([year.year, year.finals.unit + year.finals.person]).toEqual([2026, both.posted.length]);
  const names = (await readSnapshot(await openWorkbook(year.bytes, "年度.xlsx"))).sheets.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["年度汇总-单位", "年度汇总-个人"]));
  await expect(session.rollUpYear({ ledger: { name: "样例.xlsx", bytes: sample() }, year: null, schemes: [] })).rejects.toMatchObject({ code: "ledger.foreign" });
});
