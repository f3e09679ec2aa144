// Bundles: the command line for Node, and the web pages (workbench, task pane) with their workers.
const path = require("node:path");
const HtmlWebpackPlugin = require("html-webpack-plugin");
const MinimizerPlugin = require("minimizer-webpack-plugin");
const MiniCssExtractPlugin = require("mini-css-extract-plugin");

const resolve = { extensions: [".ts", ".tsx", ".mjs", ".js"] };
const typescript = { test: /\.tsx?$/, exclude: /node_modules/, use: { loader: "swc-loader" } };

/** For Node: CommonJS, dependencies inside, what is imported on demand in files of its own. `outputPath`: for one-off bundles of scripts. */
function nodeBundle({ name, entry, outputPath = path.join(__dirname, "dist") }) {
  return {
    name,
    context: __dirname,
    entry: { [name]: entry },
    target: "node20",
    // The code is read from a local disk: minifying would save nothing and cost readable stack traces.
    mode: "none",
    optimization: { nodeEnv: "production", usedExports: true, providedExports: true, sideEffects: true, innerGraph: true, concatenateModules: true, moduleIds: "named", chunkIds: "named", minimize: false },
    devtool: "source-map",
    resolve,
    module: { rules: [typescript] },
    output: { path: outputPath, filename: "[name].js", chunkFilename: "[name].[id].js" },
    externalsPresets: { node: true },
    node: { __filename: false, __dirname: false },
    performance: false,
    stats: "errors-warnings",
  };
}

/**
 * The pages: a folder that any web server can serve from any path. Names carry a hash of their contents, so that only
 * the pages themselves must never be cached. The boot scripts are plain ES5 files: they paint and explain even where
 * the bundle cannot be parsed.
 */
function webBundle() {
  const page = (name, filename) => new HtmlWebpackPlugin({ filename, template: `./src/${name}/${name}.html`, chunks: [name], scriptLoading: "defer", favicon: "./assets/icon.svg", minify: false });
  return {
    name: "web",
    context: __dirname,
    entry: { taskpane: "./src/taskpane/main.tsx", workbench: "./src/workbench/main.tsx" },
    target: ["web", "es2022"],
    mode: "production",
    // Maps of the libraries would take as long as everything else together; `TWINSCORE_MAPS=1 npm run build` makes them.
    devtool: process.env.TWINSCORE_MAPS ? "source-map" : false,
    optimization: {
      minimizer: [new MinimizerPlugin({ minify: MinimizerPlugin.swcMinify, minimizerOptions: { format: { comments: false } }, extractComments: false, exclude: /^boot[.-]/ })],
      // The pages name the boot scripts before these would be named anew.
      realContentHash: false,
    },
    cache: { type: "filesystem", cacheDirectory: path.join(__dirname, ".cache", "webpack"), buildDependencies: { config: [__filename] } },
    resolve,
    module: {
      rules: [
        typescript,
        { test: /\.css$/, use: [MiniCssExtractPlugin.loader, "css-loader"] },
        { test: /boot(-excel)?\.js$/, type: "asset/resource" },
        { test: /\.xlsx$/, type: "asset/resource" },
      ],
    },
    plugins: [page("workbench", "index.html"), page("taskpane", "taskpane.html"), new MiniCssExtractPlugin({ filename: "[name].[contenthash:8].css" })],
    output: { path: path.join(__dirname, "dist", "web"), filename: "[name].[contenthash:8].js", chunkFilename: "[name].[contenthash:8].js", assetModuleFilename: "[name].[contenthash:8][ext]", publicPath: "auto", clean: true },
    performance: false,
    stats: "errors-warnings",
  };
}

/** A script for a page, with nothing of Node's: what needs it does not compile. For development and tests. */
function pageScript({ name, entry, outputPath }) {
  return {
    name,
    context: __dirname,
    entry: { [name]: entry },
    target: ["web", "es2022"],
    mode: "none",
    devtool: false,
    resolve,
    module: { rules: [typescript] },
    output: { path: outputPath, filename: "[name].js", publicPath: "/" },
    performance: false,
    stats: "errors-warnings",
  };
}

module.exports = [nodeBundle({ name: "cli", entry: "./src/cli/main.ts" }), webBundle()];
module.exports.nodeBundle = nodeBundle;
module.exports.pageScript = pageScript;
