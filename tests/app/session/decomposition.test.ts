import { decompositionWorkbook } from "../../support/decomposition-workbook";
import { sample, sessionOver, type } from "./session-over";

describe("SE-23 decompositions come with the check", () => {
  test("SE-23 nodes stand in the order of the tree, in the sheet's words, with the rows that findings name", async () => {
    const { session } = await sessionOver(await decompositionWorkbook());
    await session.recognize(null);
    const { decompositions, findings } = await session.check(null);
    expect(decompositions.map(({ sheetName, column }) => [sheetName, column])).toEqual([["分解", 1]]);
    const [view] = decompositions;
    expect(view?.nodes.map(({ depth, name }) => `${"-".repeat(depth)}${name}`)).toEqual(["税收收入", "-城东入库", "--王芳入库", "-城西入库", "保密管理"]);
    expect(view?.nodes[1]).toEqual({ row: 3, depth: 1, code: "L1", name: "城东入库", owner: "城东分局", share: "60%", weight: "18%", undertake: "城东分局", execute: "王芳", assess: "收入科", passed: null, reason: "" });
    expect(view?.nodes[4]).toMatchObject({ passed: false, reason: "机关完成", share: "", weight: "10%" });
    const shares = findings.find(({ code }) => code === "cascade.shares");
    expect(shares).toMatchObject({ sheetId: view?.sheetId, area: { row: view?.nodes[1]?.row } });
  });

  test("SE-23 an edit shows in the next check; a workbook without such a sheet has none", async () => {
    const { session, file } = await sessionOver(await decompositionWorkbook());
    await session.recognize(null);
    const [before] = (await session.check(null)).decompositions;
    await type(file, before?.sheetId ?? "", 4, 4, "40%");
    const after = await session.check(null);
    expect(after.decompositions[0]?.nodes.map(({ share }) => share)).toEqual(["", "60%", "", "40%", ""]);
    expect(after.findings.map(({ code }) => code)).not.toContain("cascade.shares");
    const other = await sessionOver(sample());
    await other.session.recognize(null);
    expect((await other.session.check(null)).decompositions).toEqual([]);
  });
});
