import { safeValue } from "../../../src/core/check/fixes/safe-value";
import type { FindingView } from "../../../src/app/session/session";
import { scoreTable, writtenWorkbook, type Written } from "../../support/written-workbook";
import { sessionOver } from "./session-over";

jest.setTimeout(60_000);

test.each([
  ["36.5", "text-to-number", 36.5],
  [" 1,200 ", "text-to-number", 1200],
  ["-2", "text-to-number", -2],
  ["10分", "trim-unit", 10],
  ["得１０分", "trim-unit", 10],
  ["9.5 points", "trim-unit", 9.5],
  ["１３．５", "half-width", 13.5],
])("FX-1 %s is safely %s %d", (text, kind, value) => {
  expect(safeValue(text)).toEqual({ kind, value });
});

test.each(["50%", "3次", "2万", "2万元", "扣2分", "良好", "", "7月8日", "①", "²", "1 2", "0.12345678901234567", "3-5", "第3名", "90以上", "1e3", "=1"])("FX-2 FX-3 FX-4 %s is left to a person", (text) => {
  expect(safeValue(text)).toBeNull();
});

const NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳";
const person = (i: number): string => `${NAMES.charAt(i % NAMES.length)}${"一二三四五六七八九"[i % 9] ?? ""}${"甲乙丙丁戊己庚"[Math.floor(i / 9) % 7] ?? ""}`;
const texts = ({ findings }: { readonly findings: readonly FindingView[] }, code = "entry.text-number"): readonly FindingView[] => findings.filter((finding) => finding.code === code);

test("FX-7 mending a group mends all of its kind, also what was not listed", async () => {
  // Texts in every other row: more runs than are listed.
  const people = Array.from({ length: 90 }, (_, i): readonly [string, Written, Written] => [person(i), i % 2 === 0 || i === 1 ? "50" : 50, 30 + (i % 5)]);
  const { session, file } = await sessionOver(writtenWorkbook([scoreTable(people)]));
  await session.recognize(null);
  const before = await session.check(null);
  const count = people.filter(([, first]) => first === "50").length;
  expect(before.findings.some((finding) => finding.code === "entry.more")).toBe(true);
  const group = texts(before).find((finding) => finding.params["count"] === 3);
  expect(group?.fix).toEqual({ kind: "text-to-number", cells: count });
  const single = texts(before).find((finding) => finding.params["count"] === 1);
  expect(single?.fix).toEqual({ kind: "text-to-number", cells: 1 });

  const one = await session.previewFix([single?.id ?? ""]);
  expect(one).toMatchObject({ purpose: "fix", summary: { cells: 1 }, changes: [{ address: single?.address, before: "50", after: "50", wasText: true, kind: "value" }] });
  const all = await session.previewFix([group?.id ?? "", single?.id ?? ""]);
  expect(all.summary.cells).toBe(count);
  const opened = file.save();
  expect((await session.apply(all.previewId)).cells).toBe(count);
  const after = await session.check(null);
  expect(texts(after)).toEqual([]);
  expect(after.findings.some((finding) => finding.code === "entry.more")).toBe(false);
  await expect(session.previewFix([group?.id ?? ""])).rejects.toMatchObject({ code: "finding.gone" });
  await session.undo(null);
  expect(file.save()).toEqual(opened);
  expect(texts(await session.check(null)).length).toBe(texts(before).length);
});

test("FX-6 a protected sheet is lifted and protected again, one with a password keeps its locked cells", async () => {
  const people: readonly (readonly [string, Written, Written])[] = [["王芳", "50", 35], ["李强", 55.5, "38分"], ["赵敏", 48, 30]];
  const plain = await sessionOver(writtenWorkbook([{ ...scoreTable(people), protection: 'sheet="1"' }]));
  await plain.session.recognize(null);
  const { findings } = await plain.session.check(null);
  const preview = await plain.session.previewFix(findings.filter((finding) => finding.fix).map((finding) => finding.id));
  expect(preview.changes.map((change) => [change.address, change.before, change.after])).toEqual([["C3", "50", "50"], ["D4", "38分", "38"]]);
  await plain.session.apply(preview.previewId);
  const { sheets } = await plain.file.read({ sheets: "all", fields: ["values", "protection"] });
  expect(sheets[0]?.protection).not.toBeNull();
  expect([sheets[0]?.values[2]?.[2], sheets[0]?.values[3]?.[3]]).toEqual([50, 38]);

  const sealed = await sessionOver(writtenWorkbook([{ ...scoreTable(people), protection: 'sheet="1" password="CC1A"' }]));
  await sealed.session.recognize(null);
  expect((await sealed.session.check(null)).findings.filter((finding) => finding.fix)).toEqual([]);
});
