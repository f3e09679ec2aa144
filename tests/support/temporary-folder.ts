import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A folder for one test or one file of tests; its path has no links in it. */
export type TemporaryFolder = {
  readonly path: string;
  /** Path of a file below. */
  readonly at: (...names: readonly string[]) => string;
  /** Writes a file, making its folders; gives its path. */
  readonly write: (name: string, bytes: Uint8Array | string) => string;
  /** All files below, hidden ones too, in order, with "/" between folders. */
  readonly files: () => readonly string[];
  readonly remove: () => void;
};

export function temporaryFolder(): TemporaryFolder {
  const folder = mkdtempSync(path.join(tmpdir(), "twinscore-test-"));
  const at = (...names: readonly string[]): string => path.join(folder, ...names);
  return {
    path: folder,
    at,
    write: (name, bytes) => {
      const file = at(name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, bytes);
      return file;
    },
    files: () =>
      readdirSync(folder, { recursive: true })
        .map(String)
        .filter((name) => statSync(at(name), { throwIfNoEntry: false })?.isFile() ?? false)
        .map((name) => name.split(path.sep).join("/"))
        .sort(),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}
