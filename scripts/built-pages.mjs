// What every package of the pages holds: the built pages themselves, and the licences of what is in them.
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./setup.mjs";

/** Copies the built pages, without source maps, and the licences. */
export function copyPages(target) {
  cpSync(path.join(root, "dist", "web"), target, { recursive: true, filter: (file) => !file.endsWith(".map") });
  cpSync(path.join(root, "LICENSE"), path.join(target, "LICENSE.txt"));
  writeFileSync(path.join(target, "THIRD-PARTY-NOTICES.txt"), notices());
}

/** The licence texts of everything that may be in the bundles: the packages that are not for development only. */
function notices() {
  const { packages } = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8"));
  const parts = [];
  for (const [place, entry] of Object.entries(packages)) {
    if (place === "" || entry.dev || entry.devOptional) continue;
    const folder = path.join(root, place);
    if (!existsSync(folder)) continue;
    const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
    const text = file ? readFileSync(path.join(folder, file), "utf8").trim() : `Licence: ${entry.license ?? "see the package"}`;
    parts.push(`${place.replace(/^.*node_modules\//, "")} ${entry.version}\n\n${text}\n`);
  }
  return parts.join(`\n${"-".repeat(80)}\n\n`);
}
