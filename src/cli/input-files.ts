import { readdir, stat } from "node:fs/promises";
import { basename, extname, join, relative } from "node:path";

/** What Excel itself saves; other files in a folder are none of our business. */
const WORKBOOK_EXTENSIONS = new Set([".xlsx", ".xlsm", ".xls"]);

/** A file to work on. `relativePath` is where its output goes below an output folder. */
export type InputFile = { readonly path: string; readonly relativePath: string };

/**
 * Files as given, whatever their name; folders are searched for workbooks, in name order. Lock files (~$…),
 * hidden files and anything that is no workbook by its extension are passed over in folders only.
 */
export async function collectInputFiles(inputs: readonly string[]): Promise<readonly InputFile[]> {
  const files: InputFile[] = [];
  const seen = new Set<string>();
  const add = (path: string, relativePath: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    files.push({ path, relativePath });
  };
  for (const input of inputs) {
    if (await isDirectory(input)) {
      for (const path of await workbooksBelow(input)) add(path, relative(input, path));
    } else {
      add(input, basename(input));
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

async function workbooksBelow(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".") || entry.name.startsWith("~$")) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await workbooksBelow(path)));
    else if (entry.isFile() && WORKBOOK_EXTENSIONS.has(extname(entry.name).toLowerCase())) found.push(path);
  }
  return found;
}
