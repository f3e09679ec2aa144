import { stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";

import { CodedError } from "../core/coded-error";
import { fileNumber, resolvedPath } from "./disk";
import type { InputFile } from "./input-files";

/** Where the result of each input goes: a path, nowhere (`null`: preview), or why not. */
export type OutputTarget = string | null | CodedError;

/**
 * Decides all outputs before any file is processed, so that two inputs never overwrite each other and an input
 * is overwritten only when asked to. Errors as values: "output.collides", "output.is-input", "output.needs-folder".
 */
export async function planOutputs(
  inputs: readonly InputFile[],
  options: { readonly output: string | null; readonly inPlace: boolean; readonly fromFolder: boolean },
): Promise<readonly OutputTarget[]> {
  const { output } = options;
  if (options.inPlace) return inputs.map((input) => input.path);
  if (output === null) return inputs.map(() => null);

  const existing = await kindOf(output);
  const intoFolder = existing === "folder" || inputs.length > 1 || options.fromFolder || /[\\/]$/.test(output);
  if (intoFolder && existing === "file") {
    return inputs.map(() => new CodedError("output.needs-folder", { name: basename(output) }));
  }
  const paths = inputs.map((input) => (intoFolder ? join(output, savedName(input.relativePath)) : output));
  const counts = new Map<string, number>();
  // Compared without case: on Windows and macOS "A.xlsx" and "a.xlsx" are one file.
  for (const path of paths) counts.set(path.toLowerCase(), (counts.get(path.toLowerCase()) ?? 0) + 1);
  // By path, links resolved, and by number, because a file may have several names without any link between them.
  const inputFiles = new Set((await Promise.all(inputs.map((input) => identities(input.path)))).flat());
  return Promise.all(
    paths.map(async (path) => {
      if ((counts.get(path.toLowerCase()) ?? 0) > 1) return new CodedError("output.collides", { name: basename(path) });
      return (await identities(path)).some((identity) => inputFiles.has(identity)) ? new CodedError("output.is-input", { name: basename(path) }) : path;
    }),
  );
}

async function identities(path: string): Promise<readonly string[]> {
  return (await Promise.all([resolvedPath(path), fileNumber(path)])).filter((identity) => identity !== null);
}

/** Old formats are saved as .xlsx. */
function savedName(relativePath: string): string {
  const extension = extname(relativePath);
  if (extension.toLowerCase() === ".xlsx" || extension.toLowerCase() === ".xlsm") return relativePath;
  return join(dirname(relativePath), `${basename(relativePath, extension)}.xlsx`);
}

async function kindOf(path: string): Promise<"folder" | "file" | "none"> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch {
    // Not there yet: it will be made.
    return "none";
  }
}
