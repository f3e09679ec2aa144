import { existsSync } from "node:fs";
import { join } from "node:path";
import { compileRowModel } from "../../../src/core/recognize/label-rows";
import { ROW_TRANSITIONS, ROW_WEIGHTS } from "../../../src/core/recognize/row-weights";
import { sequenceOf } from "../../../scripts/support/fit-rows";
import { imtqaSheets } from "../../../scripts/support/labelled-sheets";
import { rowScores } from "../../../scripts/support/row-scores";
import { scoreStructure } from "../../../scripts/support/structure-score";

const SHARED = join(__dirname, "..", "..", "..", "..", "shared");
const labelled = existsSync(join(SHARED, "corpus", "gold.json"));
if (!labelled) console.warn(`SKIPPED: recognition figures need the labelled workbooks at ${SHARED}`);
const withLabels = labelled ? test : test.skip;

/** What the figures must not fall below; raise them when recognition gets better, never lower them without saying why. */
const FLOOR = { tables: 0.97, exact: 0.9, header: 0.9, roles: 0.91, hierarchy: 0.92, totals: 0.98, rows: 0.98 } as const;

describe("figures on real workbooks", () => {
  withLabels("RC-11 to RC-33 the hand-labelled workbooks", async () => {
    const score = await scoreStructure(join(SHARED, "corpus"));
    expect(score).not.toBeNull();
    const below = Object.entries(FLOOR).filter(([name, floor]) => (score?.[name as keyof typeof FLOOR] ?? 0) < floor);
    expect({ below, score }).toEqual({ below: [], score });
  }, 60_000);

  withLabels("RC-11 header rows of Chinese tables that nothing was fitted on", async () => {
    const sequences = (await imtqaSheets(join(SHARED, "bench"), "dev")).map(sequenceOf);
    const line = rowScores(sequences, compileRowModel(ROW_WEIGHTS, ROW_TRANSITIONS));
    expect(Number(/header (\d\.\d+)/.exec(line)?.[1] ?? 0)).toBeGreaterThan(0.94);
  }, 60_000);
});
