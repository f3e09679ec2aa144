// The project's own lint rules must keep refusing what they are there to refuse. Run by `npm test` (node --test).
import path from "node:path";
import { describe, it } from "node:test";
import { RuleTester } from "eslint";
import tseslint from "typescript-eslint";
import { projectRules } from "./lint-rules.mjs";

RuleTester.describe = describe;
RuleTester.it = it;
const root = path.resolve("/project");
const sources = path.join(root, "src");
const tester = new RuleTester({ languageOptions: { parser: tseslint.parser } });

const importing = (file, specifier, messageId) => ({
  name: `${file} importing ${specifier}`,
  filename: path.join(sources, file),
  code: `import { x } from "${specifier}";`,
  options: [{ sources }],
  ...(messageId ? { errors: [{ messageId }] } : {}),
});

tester.run("import-direction", projectRules.rules["import-direction"], {
  valid: [
    importing("core/score/total.ts", "../grid/cell"),
    importing("core/score/total.ts", "fraction.js"),
    importing("app/run-job.ts", "../workbook/port"),
    importing("workbook/file/open-workbook.ts", "../port"),
    importing("workbook/file/open-workbook.ts", "fflate"),
    importing("cli/main.ts", "../workbook/file/open-workbook"),
    importing("cli/main.ts", "node:fs"),
    importing("cli/version.ts", "../../package.json"),
  ],
  invalid: [
    importing("core/score/total.ts", "../../app/run-job", "direction"),
    importing("core/score/total.ts", "../../workbook/port", "direction"),
    importing("core/score/total.ts", "fflate", "package"),
    importing("core/score/total.ts", "node:fs", "package"),
    importing("workbook/file/open-workbook.ts", "node:fs", "node"),
    importing("workbook/file/open-workbook.ts", "../excel/batch", "direction"),
    importing("app/run-job.ts", "../workbook/file/open-workbook", "direction"),
    importing("app/run-job.ts", "../../scripts/bench", "outside"),
    importing("app/run-job.ts", "../../package.json", "outside"),
    importing("i18n/zh-CN/errors.ts", "../../app/run-job", "direction"),
    importing("cli/main.ts", "../ui/app", "direction"),
    { ...importing("elsewhere/a.ts", "fflate", "unknown") },
    {
      name: "a type imported by import()",
      filename: path.join(sources, "core/a.ts"),
      code: `export type X = import("../app/b").X;`,
      options: [{ sources }],
      errors: [{ messageId: "direction" }],
    },
    {
      name: "a dynamic import",
      filename: path.join(sources, "core/a.ts"),
      code: `export const x = () => import("../workbook/file/b");`,
      options: [{ sources }],
      errors: [{ messageId: "direction" }],
    },
  ],
});

const named = (file, messageId) => ({
  name: file,
  filename: path.join(root, file),
  code: "export {};",
  options: [{ root }],
  ...(messageId ? { errors: [{ messageId }] } : {}),
});

tester.run("file-names", projectRules.rules["file-names"], {
  valid: [named("src/core/grid/number-text.ts"), named("src/ui/FindingList.tsx"), named("jest.config.cjs"), named("tests/grid/a.test.ts")],
  invalid: [
    named("src/core/utils/a.ts", "vague"),
    named("src/core/grid/index.ts", "vague"),
    named("src/core/grid/helpers.ts", "vague"),
    named("src/core/grid/numberText.ts", "style"),
  ],
});

const sending = (file, code, messageId) => ({
  name: `${file}: ${code}`,
  filename: path.join(sources, file),
  code,
  options: [{ only: path.join(sources, "workbook/excel/requests.ts") }],
  ...(messageId ? { errors: [{ messageId }] } : {}),
});

tester.run("sync-place", projectRules.rules["sync-place"], {
  valid: [sending("workbook/excel/requests.ts", "await context.sync();"), sending("workbook/excel/steps.ts", "await requests.send(queue);"), sending("workbook/excel/steps.ts", "sync();")],
  invalid: [
    sending("workbook/excel/steps.ts", "await context.sync();", "sync"),
    sending("workbook/excel/steps.ts", "range.context['sync']();", "sync"),
    sending("app/read-workbook.ts", "void a.b.sync();", "sync"),
  ],
});
