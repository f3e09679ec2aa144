/** End-to-end tests: the built pages in a real browser. `npm test` runs them last. */
module.exports = {
  ...require("./jest.config.cjs"),
  testMatch: ["<rootDir>/tests/e2e/**/*.e2e.ts"],
  testTimeout: 120_000,
};
