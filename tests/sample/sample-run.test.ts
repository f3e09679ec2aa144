import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readWithExcelize, type ForeignCell, type ForeignWorkbook } from "../support/excelize";
import { describeWithLibreOffice, recalculate } from "../support/libreoffice";

const root = path.resolve(__dirname, "../..");
const SAMPLE = "samples/市局2026年第三季度绩效考评.xlsx";

jest.setTimeout(180_000);

/** The command line over the sample, once for all tests here. */
let folder: string;
let run: { readonly status: number | null; readonly stdout: string; readonly stderr: string };
let result: Uint8Array;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "twinscore-run-"));
  const output = path.join(folder, "结果.xlsx");
  run = spawnSync(process.execPath, ["bin/twinscore.js", "run", SAMPLE, "-o", output, "--json", "--now", "2026-10-12T09:00:00+08:00"], { cwd: root, encoding: "utf8" });
  result = readFileSync(output);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const formulasOf = ({ sheets }: ForeignWorkbook): readonly (readonly [string, ForeignCell])[] =>
  sheets.flatMap((sheet) => [...sheet.cells].filter(([, { formula }]) => formula !== null).map(([address, cell]) => [`${sheet.name}!${address}`, cell] as const));

describe("twinscore run over the sample", () => {
  test("writes one JSON object on one line and ends with 1, because there are mistakes", () => {
    expect(run.status).toBe(1);
    const lines = run.stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ file: SAMPLE });
  });

  test("leaves every cell of the user's that it does not fill as it was, to another program", async () => {
    const before = await readWithExcelize(readFileSync(path.join(root, SAMPLE)));
    const after = await readWithExcelize(result);
    const changed = before.sheets.flatMap((sheet) => {
      const cells = after.sheets.find(({ name }) => name === sheet.name)?.cells;
      return [...sheet.cells].filter(([address, cell]) => JSON.stringify(cells?.get(address)) !== JSON.stringify(cell)).map(([address]) => `${sheet.name}!${address}`);
    });
    expect(changed).toEqual([]);
    for (const sheet of before.sheets) expect(after.sheets.find(({ name }) => name === sheet.name)?.merges).toEqual(sheet.merges);
  });

  test("reads every form, and takes its score from the column 得分 alone", async () => {
    const { sheets } = await readWithExcelize(result);
    const line: unknown = JSON.parse(run.stdout);
    const { tables, scores } = line as { readonly tables: readonly { readonly table: string; readonly sheet: string; readonly layout: string }[]; readonly scores: readonly { readonly table: string; readonly name: string; readonly group: string | null; readonly score: string }[] };
    const forms = tables.filter(({ sheet }) => sheet.startsWith("考核表-"));
    expect(forms.map(({ layout }) => layout)).toEqual(["form", "form", "form"]);
    for (const form of forms) {
      const cells = sheets.find(({ name }) => name === form.sheet)?.cells;
      const stated = Array.from({ length: 10 }, (_, i) => Number(cells?.get(`G${String(i + 6)}`)?.value)).reduce((a, b) => a + b, 0);
      const score = scores.find(({ table }) => table === form.table);
      const unit = scores.find(({ name, group }) => name === score?.group && group === null);
      // 70 % own and 30 % of the unit, by the default scheme.
      expect({ form: form.sheet, score: Number(score?.score) }).toEqual({ form: form.sheet, score: Number((0.7 * stated + 0.3 * Number(unit?.score) + 1e-9).toFixed(2)) });
    }
  });

  test("archives values without the note that speaks of formulas", async () => {
    const { sheets } = await readWithExcelize(result);
    const textsOf = (name: string): readonly string[] => [...(sheets.find((sheet) => sheet.name === name)?.cells.values() ?? [])].map(({ value }) => String(value));
    const note = /公式/;
    expect(textsOf("排名").filter((text) => note.test(text))).toHaveLength(1);
    expect(textsOf("归档-A1").filter((text) => note.test(text))).toEqual([]);
    expect(textsOf("归档-A1").length).toBeGreaterThan(100);
  });

  test("leaves no formula without a value and none with an error", async () => {
    const formulas = formulasOf(await readWithExcelize(result));
    expect(formulas.length).toBeGreaterThan(300);
    expect(formulas.filter(([, { value }]) => typeof value === "string" && value.startsWith("#")).map(([address]) => address)).toEqual([]);
  });
});

describeWithLibreOffice("twinscore run over the sample, recalculated by LibreOffice", () => {
  test("every formula has the value that LibreOffice calculates without seeing ours", async () => {
    const ours = formulasOf(await readWithExcelize(result));
    const theirs = new Map(formulasOf(await readWithExcelize(await recalculate(result))));
    const different = ours.flatMap(([address, { value, formula }]) => {
      const other = theirs.get(address)?.value;
      const same = typeof value === "number" && typeof other === "number" ? Math.abs(value - other) < 1e-9 : (value ?? "") === (other ?? "");
      return same ? [] : [`${address}: ${String(value)} / ${String(other)} =${formula ?? ""}`];
    });
    expect(different).toEqual([]);
  });
});
