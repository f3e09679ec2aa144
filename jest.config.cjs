/** Unit, property, golden and contract tests; `npm test` runs this after the types and lint. */
module.exports = {
  rootDir: __dirname,
  testEnvironment: "node",
  testMatch: ["<rootDir>/tests/**/*.test.ts"],
  transform: { "^.+\\.[jt]sx?$": ["@swc/jest"] },
  // Packages published as ES modules only; jest runs CommonJS, so they are transformed too.
  transformIgnorePatterns: ["/node_modules/(?!(@borgar/fx|@noble/hashes)/)"],
};
