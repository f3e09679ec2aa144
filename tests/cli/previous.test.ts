import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EditValue } from "../../src/core/plan/edit";
import { createBlankWorkbook } from "../../src/workbook/file/blank-workbook";
import { temporaryFolder } from "../support/temporary-folder";
import { twinscore } from "../support/twinscore-process";

jest.setTimeout(120_000);

const UNITS = [..."甲乙丙丁戊己庚辛"].map((name) => `${name}县税务局`);

/** A workbook of units in the order of these places. */
async function ranked(path: string, places: readonly number[]): Promise<void> {
  const workbook = createBlankWorkbook("单位绩效");
  const { sheets } = await workbook.read({ sheets: "all", fields: [] });
  const rows: EditValue[][] = [["单位", "税收收入（60分）", "纳税服务（40分）", "总分", "名次"], ...places.map((place, i): EditValue[] => [UNITS[i] ?? "", 60 - 2 * place, 38, 98 - 2 * place, place])];
  await workbook.apply({ purpose: "edit", edits: [{ kind: "setValues", area: { sheetId: sheets[0]?.sheetId ?? "", row: 0, column: 0, rows: rows.length, columns: 5 }, values: rows }] });
  writeFileSync(path, workbook.save());
}

test("CL-21 CK-104 ranks are compared with the workbook of the period before", async () => {
  const folder = temporaryFolder();
  const [june, july, none] = [join(folder.path, "六月.xlsx"), join(folder.path, "七月.xlsx"), join(folder.path, "名册.xlsx")];
  await ranked(june, [1, 2, 3, 4, 5, 6, 7, 8]);
  await ranked(july, [2, 3, 4, 5, 6, 7, 1, 8]);
  await ranked(none, []);

  const alone = await twinscore(["check", july, "--json"]);
  expect(alone.stdout).not.toContain("rank.jump");
  const compared = await twinscore(["check", july, "--previous", june]);
  expect(compared.stdout).toContain("E8（庚县税务局）本期第 1 名，“六月.xlsx 单位绩效”为第 7 名，相差 6 名（共 8 名）");
  expect(compared.status).toBe(0);

  const empty = await twinscore(["check", july, "--previous", none]);
  expect(empty.stderr).toContain("上期的工作簿“名册.xlsx”中没有名次或得分");
  expect(empty.status).toBe(2);
  expect((await twinscore(["rank", july, "--previous", june])).stderr).toContain("--previous 只能与 check 一起用");
});
