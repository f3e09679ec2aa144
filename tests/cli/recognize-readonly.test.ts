import { chmodSync, copyFileSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArguments } from "../../src/cli/arguments";
import { processFile } from "../../src/cli/process-file";
import { textsOf } from "../../src/i18n/command-line-texts";
import { SAMPLE } from "../support/corpus";

test("CL-2 recognize and check never change a file, not even one that may be written to", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "twinscore-recognize-")), "a.xlsx");
  copyFileSync(SAMPLE, path);
  chmodSync(path, 0o644);
  const before = { bytes: readFileSync(path), changed: statSync(path).mtimeMs };
  for (const verb of ["recognize", "check", "verify"]) {
    const invocation = parseArguments([verb, path, "--json"], undefined);
    if (invocation.kind !== "command") throw new Error("no command");
    await processFile({ command: invocation.command, input: { path, relativePath: path }, target: null, texts: textsOf("zh-CN"), onStep: () => undefined });
  }
  expect(readFileSync(path).equals(before.bytes)).toBe(true);
  expect(statSync(path).mtimeMs).toBe(before.changed);
}, 60_000);
