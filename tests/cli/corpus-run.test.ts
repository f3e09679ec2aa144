import { existsSync, readFileSync } from "node:fs";
import type { WorkbookSnapshot } from "../../src/core/grid/snapshot";
import { formulaAt } from "../../src/core/grid/snapshot";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { corpusFiles } from "../support/corpus";
import { readWithExcelize, type ForeignWorkbook } from "../support/excelize";
import { describeWithLibreOffice, recalculateMany } from "../support/libreoffice";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder";
import { type Ended, jsonLines, STACK_TRACE, twinscore } from "../support/twinscore-process";
import { parseA1 } from "../../src/core/grid/address";

jest.setTimeout(600_000);

const corpus = corpusFiles("workbooks", "forms");
const describeCorpus = corpus.length === 0 ? describe.skip : describe;

let folder: TemporaryFolder;
let ended: Ended;
/** Inputs with what `run` saved of them, as another program reads it. */
let outputs: readonly { readonly name: string; readonly input: Uint8Array; readonly bytes: Uint8Array; readonly read: ForeignWorkbook }[];

beforeAll(async () => {
  folder = temporaryFolder();
  if (corpus.length === 0) return;
  for (const { name, bytes } of corpus) folder.write(name, bytes);
  ended = await twinscore(["run", ...corpus.map(({ name }) => name), "-o", "结果", "--json", "--now", "2026-10-08T09:00:00+08:00"], { cwd: folder.path, limitMs: 400_000 });
  const read: { name: string; input: Uint8Array; bytes: Uint8Array; read: ForeignWorkbook }[] = [];
  for (const [index, line] of jsonLines(ended.stdout).entries()) {
    const file = line.output === undefined ? null : folder.at(line.output);
    const input = corpus[index]?.bytes;
    if (file === null || !input || !existsSync(file)) continue;
    const bytes = new Uint8Array(readFileSync(file));
    read.push({ name: line.file, input, bytes, read: await readWithExcelize(bytes) });
  }
  outputs = read;
});
afterAll(() => folder.remove());

/** Cells with a formula that the input did not have there: "sheet!A1" → what we wrote. */
async function writtenFormulas({ input, name, read }: (typeof outputs)[number]): Promise<ReadonlyMap<string, { readonly value: unknown; readonly formula: string }>> {
  const before: WorkbookSnapshot = await (await openWorkbook(input, name)).read({ sheets: "all", fields: ["formulas"] });
  const written = new Map<string, { value: unknown; formula: string }>();
  for (const sheet of read.sheets) {
    const old = before.sheets.find((candidate) => candidate.name === sheet.name);
    for (const [address, { value, formula }] of sheet.cells) {
      if (formula === null) continue;
      const place = parseA1(address);
      if (old && place && formulaAt(old, place.row, place.column) !== null) continue;
      written.set(`${sheet.name}!${address}`, { value, formula });
    }
  }
  return written;
}

describeCorpus("twinscore run over real workbooks", () => {
  test("every one is worked on, and another program opens every result", () => {
    expect(ended.stderr).toBe("");
    expect(ended.stdout).not.toMatch(STACK_TRACE);
    expect(jsonLines(ended.stdout).flatMap(({ file, error }) => (error ? [`${file}: ${error.code}`] : []))).toEqual([]);
    expect(outputs.map(({ name }) => name)).toEqual(corpus.map(({ name }) => name));
    for (const { read } of outputs) expect(read.sheets.length).toBeGreaterThan(0);
  });

  test("SC-17 no formula differs from the exact computation", () => {
    expect(jsonLines(ended.stdout).filter(({ disagreements = [] }) => disagreements.length > 0)).toEqual([]);
  });
});

if (corpus.length > 0) {
  describeWithLibreOffice("twinscore run over real workbooks, recalculated by LibreOffice", () => {
    test("SC-17 every formula that we wrote has the value that LibreOffice calculates without seeing ours", async () => {
      const recalculated = await recalculateMany(outputs.map(({ bytes }) => bytes));
      const different: string[] = [];
      let compared = 0;
      for (const [index, output] of outputs.entries()) {
        const written = await writtenFormulas(output);
        if (written.size === 0) continue;
        const bytes = recalculated[index];
        if (!bytes) throw new Error(`${output.name} did not come back`);
        const theirs = new Map((await readWithExcelize(bytes)).sheets.map((sheet) => [sheet.name, sheet.cells]));
        for (const [place, { value, formula }] of written) {
          const cut = place.lastIndexOf("!");
          const other = theirs.get(place.slice(0, cut))?.get(place.slice(cut + 1))?.value ?? "";
          const same = typeof value === "number" && typeof other === "number" ? value.toPrecision(15) === other.toPrecision(15) || Math.abs(value - other) < 1e-9 : (value ?? "") === other;
          compared++;
          if (!same) different.push(`${output.name} ${place}: ${String(value)} / ${String(other)} =${formula}`);
        }
      }
      expect(different).toEqual([]);
      expect(compared).toBeGreaterThan(500);
    });
  });
}
