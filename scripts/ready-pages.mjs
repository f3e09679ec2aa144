import { buildIfStale } from "./build.mjs";
import { setUp, SetUpError } from "./setup.mjs";

/** Installs and builds what the web pages need, or says why that failed and ends the program with status 1. */
export async function readyPages() {
  try {
    setUp();
    await buildIfStale("web");
  } catch (error) {
    console.error(error instanceof SetUpError ? error.message : `构建失败 · The build failed:\n${error.message}`);
    process.exit(1);
  }
}
