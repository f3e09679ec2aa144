import path from "node:path";
import { fileURLToPath } from "node:url";
import tseslint from "typescript-eslint";
import { projectRules } from "./scripts/lint-rules.mjs";

const root = path.dirname(fileURLToPath(import.meta.url));

const noDefaultExport = { selector: "ExportDefaultDeclaration", message: "Named exports only: a name is found by searching." };
const noEnum = { selector: "TSEnumDeclaration", message: "A union of literals or an `as const` object instead of an enum." };
const noReExport = { selector: "ExportAllDeclaration", message: "No barrels: import from the file that has it." };
const officeNames = ["Excel", "Office", "OfficeExtension"].map((name) => ({
  name,
  message: "Only src/workbook/excel may name Excel or Office.",
}));
const noOfficeTypes = {
  selector: "TSQualifiedName[left.name=/^(Excel|Office|OfficeExtension)$/]",
  message: "Only src/workbook/excel may name Excel or Office.",
};
const noChance = [
  { object: "Math", property: "random", message: "The core is deterministic: take randomness as a parameter." },
  { object: "Date", property: "now", message: "The core has no clock: take the time as a parameter." },
];
const noClock = { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "The core has no clock: take the time as a parameter." };

export default tseslint.config(
  { ignores: ["node_modules/", "dist/", ".cache/", "coverage/", "out/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" }, plugins: { twinscore: projectRules } },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: {
      "twinscore/file-names": ["error", { root }],
      "no-restricted-syntax": ["error", noDefaultExport, noEnum, noReExport, noOfficeTypes],
      "no-restricted-globals": ["error", ...officeNames],
      "no-var": "error",
      "prefer-const": "error",
      // `x == null` asks for null and undefined at once.
      eqeqeq: ["error", "always", { null: "ignore" }],
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // Numbers in messages and addresses are everywhere and harmless.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Spreading a text by code points is how Chinese is taken apart here; the compiler refuses most other misuse.
      "@typescript-eslint/no-misused-spread": "off",
      // `() => handler()` is how a callback is passed on.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // A class is only ever an error or a thing with one state; both may be small.
      "@typescript-eslint/no-extraneous-class": "off",
      // There are no enums and hardly a class to protect, and these rules cost seconds each.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      "@typescript-eslint/no-unsafe-enum-comparison": "off",
    },
  },
  {
    files: ["src/**/*.ts", "src/**/*.tsx"],
    rules: {
      "twinscore/import-direction": ["error", { sources: path.join(root, "src") }],
      "twinscore/sync-place": ["error", { only: path.join(root, "src/workbook/excel/requests.ts") }],
    },
  },
  // The command line writes files to the disk for good, and never sees Excel.
  { files: ["src/cli/**/*.ts"], rules: { "twinscore/sync-place": "off" } },
  {
    files: ["src/core/**/*.ts"],
    rules: {
      "no-console": "error",
      "no-restricted-properties": ["error", ...noChance],
      "no-restricted-syntax": ["error", noDefaultExport, noEnum, noReExport, noOfficeTypes, noClock],
    },
  },
  {
    files: ["src/workbook/excel/**/*.ts"],
    rules: { "no-restricted-syntax": ["error", noDefaultExport, noEnum, noReExport], "no-restricted-globals": "off" },
  },
  {
    // The simulated host runs Microsoft's own client library, so its tests call it by its names.
    files: ["tests/simulated-excel/**/*.ts", "tests/workbook/contract/**/*.ts", "tests/workbook/excel/**/*.ts", "tests/e2e/*excel*.e2e.ts"],
    rules: { "no-restricted-syntax": ["error", noDefaultExport, noEnum, noReExport], "no-restricted-globals": "off" },
  },
  {
    // Plain JavaScript: what must run before anything is installed or built, and configuration.
    files: ["**/*.js", "**/*.mjs", "**/*.cjs"],
    rules: { "no-var": "error", "prefer-const": "error", eqeqeq: "error", "twinscore/file-names": ["error", { root }] },
  },
  {
    // Boot scripts run before anything else in browsers that know nothing newer, to tell their users so.
    files: ["src/*/boot.js", "src/*/boot-*.js"],
    languageOptions: { ecmaVersion: 5, sourceType: "script" },
    rules: { "no-var": "off" },
  },
);
