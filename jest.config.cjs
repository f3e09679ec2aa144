/** Unit, property, golden and contract tests; `npm test` runs this after the types and lint. */
// Packages published as ES modules only; jest runs CommonJS, so they are transformed too.
const esModulesOnly = ["@borgar/fx", "@noble/hashes", "ansi-regex", "get-east-asian-width", "string-width", "strip-ansi"];

module.exports = {
  rootDir: __dirname,
  testEnvironment: "node",
  // Starting excelize takes seconds where both cores are busy; what must be fast says so itself.
  testTimeout: 20_000,
  testMatch: ["<rootDir>/tests/**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/.cache/"],
  transform: { "^.+\\.[jt]sx?$": ["@swc/jest"] },
  transformIgnorePatterns: [`/node_modules/(?!(${esModulesOnly.join("|")})/)`],
};
