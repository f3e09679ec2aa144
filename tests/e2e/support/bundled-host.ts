import { readFileSync } from "node:fs";
import path from "node:path";
import { webpack } from "webpack";

/** Microsoft's client library as Excel on the web loads it, without the loader. */
export const clientLibrary = require.resolve("@microsoft/office-js/dist/excel-web-16.00.js");

/** Bundles the simulated Excel for a page, with nothing of Node's: what needs it does not compile. Returns the script's text. */
export function bundleHost(folder: string): Promise<string> {
  return new Promise((resolve, reject) => {
    webpack(
      {
        mode: "none",
        target: ["web", "es2022"],
        entry: { host: path.join(__dirname, "simulated-excel-page.ts") },
        resolve: { extensions: [".ts", ".mjs", ".js"] },
        module: { rules: [{ test: /\.ts$/, exclude: /node_modules/, use: { loader: "swc-loader" } }] },
        output: { path: folder, filename: "host.js", publicPath: "/" },
      },
      (error, stats) => (error || stats?.hasErrors() ? reject(error ?? new Error(stats?.toString("errors-only"))) : resolve(readFileSync(path.join(folder, "host.js"), "utf8"))),
    );
  });
}
