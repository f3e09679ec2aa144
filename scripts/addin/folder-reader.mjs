import { readFileSync, statSync } from "node:fs";
import path from "node:path";

/** Reads files of a folder by their address below it: a Buffer, or null for what is not there or lies outside. */
export function folderReader(folder) {
  return (name) => {
    const file = path.join(folder, name);
    if (!file.startsWith(folder + path.sep) || !statSync(file, { throwIfNoEntry: false })?.isFile()) return null;
    return readFileSync(file);
  };
}
