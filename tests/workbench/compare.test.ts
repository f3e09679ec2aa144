import { createOffice } from "../../src/workbench/office/create-office";
import type { CompareCell, CompareRequest, CompareView } from "../../src/workbench/office/office-service";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { changedCopy, editionTwo, levelTemplate } from "../support/edition-workbooks";

const file = (name: string, bytes: Uint8Array): File => new File([new Uint8Array(bytes)], name);
const request = (change: Partial<CompareRequest> = {}): CompareRequest => ({ kind: "edition", first: file("二版.xlsx", editionTwo()), own: file("改.xlsx", changedCopy()), older: null, reason: "年中调整", approver: "党委会", date: "2026-10-01", rebalance: false, locale: "zh-CN", ...change });
const compare = (change: Partial<CompareRequest> = {}): Promise<CompareView> => createOffice().compare(request(change));
const marked = (cell: CompareCell | undefined): string => (cell ?? []).map(({ text, isMarked }) => (isMarked ? `[${text}]` : text)).join("");
const sheetsOf = async (bytes: Uint8Array | undefined): Promise<readonly string[]> => (await (await openWorkbook(bytes ?? new Uint8Array(), "x.xlsx")).read({ sheets: "all", fields: [] })).sheets.map(({ name }) => name);

describe("VW-35 editions", () => {
  test("VW-35 every change is a row, words that differ are marked on both sides, and the next edition is what `edition` writes", async () => {
    const view = await compare();
    expect(view.summary).toMatch(/第 3 版（2026-10-01 起）：停用指标 1 项；修改内容 1 处/);
    expect(view.rows.map((row) => row.map(marked))).toEqual([
      ["修改", "卷", "征管质量", "考评标准", "每次扣[1]分", "每次扣[2]分"],
      ["停用", "卷", "带队伍", "", "", ""],
    ]);
    expect(view.made?.fileName).toBe("改-第3版.xlsx");
    expect(await sheetsOf(view.made?.bytes)).toEqual(["模板信息", "指标", "版次记录", "第3版对照"]);
    // What was made is an edition: compared with itself nothing changed.
    const again = await compare({ own: file("改.xlsx", editionTwo()) });
    expect([again.isMakeable, again.made, again.rows]).toEqual([false, null, []]);
  });

  test("VW-35 without reason and approver it is shown and not made; weights are changed when asked for", async () => {
    for (const change of [{ reason: " " }, { approver: "" }]) expect(await compare(change)).toMatchObject({ made: null, isMakeable: true, isRefused: false });
    const view = await compare({ rebalance: true, locale: "en-US" });
    expect(view.rows.map((row) => row.map(marked).slice(4))).toEqual(expect.arrayContaining([["50%", "62.5%"], ["30%", "37.5%"]]));
  });

  test("VW-35 what cannot be used is a coded error, and a cancel is heeded", async () => {
    await expect(compare({ first: file("坏.xlsx", new TextEncoder().encode("nothing")) })).rejects.toHaveProperty("code");
    await expect(createOffice().compare(request(), { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "cancelled" });
  });
});

describe("VW-36 derived templates", () => {
  const derive = (change: Partial<CompareRequest>): Promise<CompareView> => compare({ kind: "derive", first: file("市局2.xlsx", levelTemplate("市局考评", 2, "每次扣1分", null)), own: file("县局.xlsx", levelTemplate("县局考评", 2, "每次扣1分", 10)), ...change });

  test("VW-36 it names its parent; with the older parent the newer one's changes are merged and shown", async () => {
    const view = await derive({});
    expect([view.isRefused, view.made?.fileName, view.rows]).toEqual([false, "县局-第2版.xlsx", []]);
    expect(await sheetsOf(view.made?.bytes)).toContain("上级模板");
    const own = file("县局2.xlsx", view.made?.bytes ?? new Uint8Array());
    const newer = file("市局3.xlsx", levelTemplate("市局考评", 3, "每次扣2分", null));
    await expect(derive({ first: newer, own })).rejects.toMatchObject({ code: "derive.other-parent" });
    const merged = await derive({ first: newer, own, older: file("市局2.xlsx", levelTemplate("市局考评", 2, "每次扣1分", null)) });
    expect(merged.rows.map((row) => row.map(marked))).toEqual([["修改", "卷", "税收收入", "考评标准", "每次扣[1]分", "每次扣[2]分"]]);
    expect(merged.made?.fileName).toBe("县局2-第3版.xlsx");
  });

  test("VW-36 what breaks the parent's rules is said at its cell, and nothing is made", async () => {
    const view = await derive({ own: file("县局.xlsx", levelTemplate("县局考评", 2, "每次扣1分", 12)) });
    expect([view.isRefused, view.made]).toEqual([true, null]);
    expect(view.findings).toContainEqual(expect.objectContaining({ severity: "error", sentence: expect.stringContaining("合计 12 分，最多 10 分") as string }));
  });
});

test("VW-37 all of the superior's indicators are listed with what undertakes them, and the list is a workbook", async () => {
  const view = await compare({ kind: "cover", first: file("市局.xlsx", editionTwo()), own: file("县局.xlsx", changedCopy()), reason: "", approver: "" });
  expect(view.summary).toBe("上级指标 3 项：已覆盖 2，仅自选 0，待确认 0，未覆盖 1");
  expect(view.rows.map((row) => [marked(row[2]), marked(row[5])])).toEqual([["税收收入", "已覆盖"], ["征管质量", "已覆盖"], ["带队伍", "未覆盖"]]);
  expect(await sheetsOf(view.made?.bytes)).toEqual(["覆盖情况"]);
});
