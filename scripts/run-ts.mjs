// node scripts/run-ts.mjs FILE.ts [arguments]: bundles one of our TypeScript scripts the way the product is
// bundled, so that it sees the same code, and runs it.
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { bundle } from "./build.mjs";
import { root, setUp } from "./setup.mjs";

const [file, ...args] = process.argv.slice(2);
if (!file) {
  console.error("node scripts/run-ts.mjs FILE.ts [arguments]");
  process.exit(2);
}
setUp({ say: console.error, outputFd: 2 });

const require = createRequire(import.meta.url);
const { nodeBundle } = require("../webpack.config.js");
const name = path.basename(file).replace(/\.tsx?$/, "");
// Two runs of the same script may overlap: each gets a folder of its own, inside the project so that packages left out resolve.
const outputPath = path.join(root, ".cache", "run", `${name}-${process.pid}`);
mkdirSync(outputPath, { recursive: true });
process.on("exit", () => require("node:fs").rmSync(outputPath, { recursive: true, force: true }));

const configuration = nodeBundle({ name, entry: path.resolve(file), outputPath });
await bundle({
  ...configuration,
  devtool: "inline-source-map",
  // The one reads its .wasm from its own folder, the other is a native module: they must stay there.
  externals: { "excelize-wasm": "commonjs excelize-wasm", "@duckdb/node-api": "commonjs @duckdb/node-api" },
});
process.setSourceMapsEnabled(true);
process.argv = [process.argv[0], path.resolve(file), ...args];
require(path.join(outputPath, `${name}.js`));
