// Bundles: the command line now; the workbench and the task pane get targets of their own here.
const path = require("node:path");

/** What every bundle of ours has in common. `dist` may be redirected, for one-off bundles of scripts. */
function bundle({ name, entry, target, outputPath = path.join(__dirname, "dist") }) {
  return {
    name,
    context: __dirname,
    entry: { [name]: entry },
    target,
    // The code is read from a local disk: minifying would save nothing and cost readable stack traces.
    mode: "none",
    optimization: { nodeEnv: "production", usedExports: true, providedExports: true, sideEffects: true, innerGraph: true, concatenateModules: true, moduleIds: "named", chunkIds: "named", minimize: false },
    devtool: "source-map",
    resolve: { extensions: [".ts", ".tsx", ".mjs", ".js"] },
    module: { rules: [{ test: /\.tsx?$/, exclude: /node_modules/, use: { loader: "swc-loader" } }] },
    output: { path: outputPath, filename: "[name].js", chunkFilename: "[name].[id].js" },
    performance: false,
    stats: "errors-warnings",
  };
}

/** For Node: CommonJS, dependencies inside, what is imported on demand in files of its own. */
function nodeBundle(options) {
  return { ...bundle({ ...options, target: "node20" }), externalsPresets: { node: true }, node: { __filename: false, __dirname: false } };
}

module.exports = [nodeBundle({ name: "cli", entry: "./src/cli/main.ts" })];
module.exports.nodeBundle = nodeBundle;
