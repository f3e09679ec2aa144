import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, extname, join, relative } from "node:path";

import type { CodedError } from "../core/coded-error";
import { resolvedPath, unreadable } from "./disk";

/** What Excel itself saves; other files in a folder are none of our business. */
const WORKBOOK_EXTENSIONS = new Set([".xlsx", ".xlsm", ".xls"]);

/** A file to work on. `relativePath` is where its output goes below an output folder. `problem`: it could not even be looked at. */
export type InputFile = { readonly path: string; readonly relativePath: string; readonly problem?: CodedError };

/**
 * Files as given, whatever their name; folders are searched for workbooks, in name order. Lock files (~$…),
 * hidden files and anything that is no workbook by its extension are passed over in folders only, and so is the
 * folder that the outputs go to. A file that is named twice is worked on once. (CL-1)
 */
export async function collectInputFiles(inputs: readonly string[], outputFolder: string | null): Promise<readonly InputFile[]> {
  const files: InputFile[] = [];
  const seen = new Set<string>();
  const add = async (file: InputFile): Promise<void> => {
    const identity = (await resolvedPath(file.path)) ?? file.path;
    if (seen.has(identity)) return;
    seen.add(identity);
    files.push(file);
  };
  const outputs = outputFolder === null ? null : await resolvedPath(outputFolder);
  for (const input of inputs) {
    if (await isDirectory(input)) {
      for (const file of await workbooksBelow(input, input, outputs)) await add(file);
    } else {
      await add({ path: input, relativePath: basename(input) });
    }
  }
  return files;
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // What does not exist is reported when it is read, as that file's own error.
    return false;
  }
}

async function workbooksBelow(folder: string, top: string, outputs: string | null): Promise<readonly InputFile[]> {
  const found: InputFile[] = [];
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    return [{ path: folder, relativePath: relative(top, folder), problem: unreadable(error, basename(folder)) }];
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".") || entry.name.startsWith("~$")) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (outputs === null || (await resolvedPath(path)) !== outputs) found.push(...(await workbooksBelow(path, top, outputs)));
    } else if (entry.isFile() && WORKBOOK_EXTENSIONS.has(extname(entry.name).toLowerCase())) found.push({ path, relativePath: relative(top, path) });
  }
  return found;
}
