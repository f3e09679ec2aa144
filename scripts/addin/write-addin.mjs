import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { copyPages } from "../built-pages.mjs";
import { root } from "../setup.mjs";
import { addinManifest } from "./addin-manifest.mjs";
import { addinPage } from "./addin-page.mjs";
import { checkManifest } from "./check-manifest.mjs";
import { folderReader } from "./folder-reader.mjs";
import { ICON_NAMES, ICON_SIZES } from "./icons.mjs";

/**
 * Writes the add-in into a folder, which is emptied before: `manifest.xml`, and in `web` what the server has to serve. The pages
 * must be built. `address`: where `web` is served, with a slash at the end. `production`: for users, not for this computer.
 * Returns what is wrong with the manifest. (AD-12)
 */
export function writeAddin(target, { address, officeJs, support = null, production }) {
  const web = path.join(target, "web");
  rmSync(target, { recursive: true, force: true });
  mkdirSync(path.join(web, "assets"), { recursive: true });
  copyPages(web);
  for (const name of ICON_NAMES) for (const size of ICON_SIZES) cpSync(path.join(root, "assets", `${name}-${size}.png`), path.join(web, "assets", `${name}-${size}.png`));
  writeFileSync(path.join(web, "excel.html"), addinPage(readFileSync(path.join(web, "taskpane.html"), "utf8"), officeJs));
  const manifest = addinManifest(readFileSync(path.join(root, "manifest.xml"), "utf8"), address, support);
  writeFileSync(path.join(target, "manifest.xml"), manifest);
  return checkManifest(manifest, { production, readFile: folderReader(web) });
}
