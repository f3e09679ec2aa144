import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "../..");

let known: string | null | undefined;

function python(): string | null {
  if (known === undefined) {
    const asked = spawnSync(process.execPath, [path.join(root, "scripts/openpyxl.mjs"), "--find"], { encoding: "utf8" });
    known = asked.status === 0 ? asked.stdout.trim() : null;
  }
  return known;
}

/**
 * A `describe` of tests that need openpyxl. Without it they are skipped with a warning, except under `npm test` and in CI
 * (`TWINSCORE_PYTHON` or `CI` set), where a missing openpyxl fails.
 */
export function describeWithOpenpyxl(title: string, tests: () => void): void {
  if (python() !== null) {
    describe(title, tests);
    return;
  }
  if (process.env["CI"] || process.env["TWINSCORE_PYTHON"]) {
    describe(title, () => {
      test("openpyxl is here", () => {
        throw new Error("openpyxl was not found, and these tests must not be left out here");
      });
    });
    return;
  }
  console.warn(`SKIPPED, no openpyxl on this machine: ${title}`);
  describe.skip(title, tests);
}

/** Opens the workbook with openpyxl, runs `script` (Python; the workbook is `wb`) and saves it with openpyxl. Throws with Python's own words. */
export function editedByOpenpyxl(bytes: Uint8Array, script: string): Uint8Array {
  const folder = mkdtempSync(path.join(tmpdir(), "twinscore-openpyxl-"));
  try {
    const file = path.join(folder, "workbook.xlsx");
    writeFileSync(file, bytes);
    const program = `import sys, openpyxl\nwb = openpyxl.load_workbook(sys.argv[1])\n${script}\nwb.save(sys.argv[1])\n`;
    const ended = spawnSync(python() ?? "python3", ["-c", program, file], { encoding: "utf8", timeout: 120_000, env: { ...process.env, PYTHONUTF8: "1" } });
    if (ended.status !== 0) throw new Error(`openpyxl: ${ended.stderr || String(ended.error ?? ended.signal)}`);
    return new Uint8Array(readFileSync(file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
