import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { cellsOf } from "../support/excelize";
import { describeWithLibreOffice, recalculate } from "../support/libreoffice";

const root = path.resolve(__dirname, "../..");
const NAME = "市局2026年第三季度绩效考评";
const committed = (extension: string): Buffer => readFileSync(path.join(root, "samples", `${NAME}.${extension}`));

jest.setTimeout(120_000);

describe("the sample workbook", () => {
  test("is what the script makes of it, and so is the page beside it", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "twinscore-sample-"));
    try {
      const made = spawnSync(process.execPath, ["scripts/run-ts.mjs", "scripts/make-sample.ts", folder], { cwd: root, encoding: "utf8" });
      expect(made.stderr).toBe("");
      expect(made.status).toBe(0);
      expect(await cellsOf(readFileSync(path.join(folder, `${NAME}.xlsx`)))).toEqual(await cellsOf(committed("xlsx")));
      // A checkout on Windows may have turned the line ends.
      expect(readFileSync(path.join(folder, `${NAME}.md`), "utf8")).toBe(committed("md").toString("utf8").replaceAll("\r\n", "\n"));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("has the mistakes that the page names", async () => {
    const cells = await cellsOf(committed("xlsx"));
    const value = (sheet: string, address: string) => cells.get(sheet)?.get(address)?.value;
    const weights = Array.from({ length: 16 }, (_, index) => Number(value("组织绩效指标", `G${index + 5}`)));
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(0.98, 10);
    expect(value("组织绩效指标", "G21")).toBe(1);
    expect(value("组织绩效得分", "K9")).toBe("7.5");
    expect(value("组织绩效得分", "F13")).toBe(10.5);
    expect(value("个人绩效", "I13")).toBe("１３．５");
    expect(value("个人绩效", "D46")).toBe("城东分局");
    expect(value("个人绩效", "L67")).toBeUndefined();
    expect(String(value("个人绩效", "C86")).replace("　", "")).toBe(value("个人绩效", "C75"));
    expect(value("个人绩效", "B86")).toBe(value("个人绩效", "B75"));
    const named = [...committed("md").toString("utf8").matchAll(/^\| \S+ \| [A-Z]+\d+ \|/gm)];
    expect(named).toHaveLength(9);
  });

  test("has eighty people in twelve units, nearly all of them fully scored", async () => {
    const people = (await cellsOf(committed("xlsx"))).get("个人绩效");
    const rows = Array.from({ length: 81 }, (_, index) => index + 6);
    const ids = new Set(rows.map((row) => people?.get(`B${row}`)?.value));
    expect(ids.size).toBe(80);
    expect(ids.has(undefined)).toBe(false);
    const complete = rows.filter((row) => ["G", "H", "I", "J", "K", "L"].every((column) => typeof people?.get(`${column}${row}`)?.value === "number"));
    expect(complete).toHaveLength(79);
  });
});

describeWithLibreOffice("the sample recalculated by LibreOffice", () => {
  test("has the cached values it was written with", async () => {
    const before = await cellsOf(committed("xlsx"));
    const after = await cellsOf(await recalculate(committed("xlsx")));
    let formulas = 0;
    for (const [sheet, cells] of before) {
      for (const [address, { value, formula }] of cells) {
        if (formula === null) continue;
        formulas++;
        expect([sheet, address, after.get(sheet)?.get(address)?.value]).toEqual([sheet, address, expect.closeTo(Number(value), 10)]);
      }
    }
    expect(formulas).toBeGreaterThan(20);
  });
});
