import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArguments } from "../../src/cli/arguments";
import { processFile } from "../../src/cli/process-file";
import { defaultScheme } from "../../src/core/score/default-scheme";
import { parseScheme, schemeText } from "../../src/core/store/scheme-text";
import { textsOf } from "../../src/i18n/command-line-texts";
import { scoreTable, writtenWorkbook } from "../support/written-workbook";

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), "twinscore-scheme-"));
const input = join(folder, "a.xlsx");
const output = join(folder, "b.xlsx");
const own = join(folder, "own.json");

async function run(...args: readonly string[]): Promise<Awaited<ReturnType<typeof processFile>>> {
  const invocation = parseArguments(args, undefined);
  if (invocation.kind !== "command") throw new Error("no command");
  const { command } = invocation;
  return processFile({ command, input: { path: command.inputs[0] ?? "", relativePath: "a.xlsx" }, target: command.output, texts: textsOf("zh-CN"), onStep: () => undefined });
}

test("CL-15 a scheme file counts, is written into the workbook, and comes out again", async () => {
  writeFileSync(input, writtenWorkbook([scoreTable([["王芳", 50.25, 40], ["李强", 50, 40.25], ["赵敏", 45, 39]])]));
  const scheme = { ...defaultScheme(), digits: 0, ties: "dense" as const };
  writeFileSync(own, schemeText(scheme));
  const ranked = await run("rank", input, "--json", "--scheme", own, "-o", output);
  expect(JSON.stringify(ranked.json)).toContain('"90"');
  const copy = join(folder, "copy.json");
  await run("check", output, "--json", "--save-scheme", copy);
  expect(parseScheme(readFileSync(copy, "utf8"))).toEqual(scheme);
});

test("CL-15 a file that is no usable scheme is refused", async () => {
  writeFileSync(own, "{}");
  expect((await run("score", input, "--json", "--scheme", own)).json).toMatchObject({ error: { code: "scheme-file.not-scheme" } });
});
