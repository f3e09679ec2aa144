/** Unit, property, golden and contract tests; `npm test` runs this after the types and lint. */
// Packages published as ES modules only; jest runs CommonJS, so they are transformed too.
const esModulesOnly = ["@borgar/fx", "@noble/hashes", "ansi-regex", "get-east-asian-width", "string-width", "strip-ansi"];

module.exports = {
  rootDir: __dirname,
  testEnvironment: "node",
  testMatch: ["<rootDir>/tests/**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/.cache/"],
  transform: { "^.+\\.[jt]sx?$": ["@swc/jest"] },
  transformIgnorePatterns: [`/node_modules/(?!(${esModulesOnly.join("|")})/)`],
};
