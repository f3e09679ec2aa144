import { existsSync } from "node:fs";
import { join } from "node:path";
import { compileRowModel } from "../../../src/core/recognize/label-rows";
import { ROW_TRANSITIONS, ROW_WEIGHTS } from "../../../src/core/recognize/row-weights";
import { sequenceOf } from "../../../scripts/support/fit-rows";
import { headerCellScore } from "../../../scripts/support/header-cells";
import { imtqaSheets, imtqaVertical } from "../../../scripts/support/labelled-sheets";
import { rowScores } from "../../../scripts/support/row-scores";
import { givenLabels, ownLabels } from "../../../scripts/support/structure-labels";
import { scoreStructure } from "../../../scripts/support/structure-score";

const PROJECT = join(__dirname, "..", "..", "..");
const SHARED = join(PROJECT, "..", "shared");
const CORPUS = join(SHARED, "corpus");
const labelled = existsSync(join(SHARED, "corpus", "gold.json"));
if (!labelled) console.warn(`SKIPPED: recognition figures need the labelled workbooks at ${SHARED}`);
const withLabels = labelled ? test : test.skip;

/** What the figures must not fall below; raise them when recognition gets better, never lower them without saying why. */
const FLOOR = { tables: 0.98, exact: 0.96, header: 0.96, roles: 0.91, hierarchy: 0.95, totals: 0.98, rows: 0.99 } as const;

describe("figures on real workbooks", () => {
  withLabels.each([
    ["labels that came with the files", () => givenLabels(CORPUS), 20],
    ["labels of ours", () => ownLabels(PROJECT, CORPUS), 39],
  ])("RC-11 to RC-33 the hand-labelled workbooks: %s", async (_, labels, files) => {
    const score = await scoreStructure(labels());
    expect(score.files).toBe(files);
    const below = Object.entries(FLOOR).filter(([name, floor]) => score[name as keyof typeof FLOOR] < floor);
    const { columns, sure, sureAndRight } = score.calibration;
    expect(sureAndRight / sure).toBeGreaterThanOrEqual(0.96);
    expect(sure / columns).toBeGreaterThanOrEqual(0.8);
    expect({ below, errors: score.errors }).toEqual({ below: [], errors: score.errors });
  }, 60_000);

  withLabels("RC-11 header cells of vertical Chinese tables that nothing was fitted on", async () => {
    expect(headerCellScore(await imtqaVertical(join(SHARED, "bench"), "dev")).f1).toBeGreaterThanOrEqual(0.97);
  }, 60_000);

  withLabels("RC-11 header rows of Chinese tables that nothing was fitted on", async () => {
    const sequences = (await imtqaSheets(join(SHARED, "bench"), "dev")).map(sequenceOf);
    const line = rowScores(sequences, compileRowModel(ROW_WEIGHTS, ROW_TRANSITIONS));
    expect(Number(/header (\d\.\d+)/.exec(line)?.[1] ?? 0)).toBeGreaterThan(0.94);
  }, 60_000);
});
