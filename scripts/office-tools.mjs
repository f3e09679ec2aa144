// Microsoft's tools for add-ins, fetched when somebody needs them (docs/adr/0006-add-in.md): installed with everything else, they
// would be more than half of all packages, and one of them does not build everywhere.
import { runNpm } from "./setup.mjs";

const VERSIONS = { "office-addin-debugging": "7.0.0", "office-addin-dev-certs": "3.0.0", "office-addin-manifest": "3.0.0" };

/** Runs one of the tools and waits for it. Returns its exit status; what it prints is seen. */
export function runOfficeTool(name, args) {
  return runNpm(["exec", "--yes", "--prefer-offline", `--package=${name}@${VERSIONS[name]}`, "--", name, ...args]).status ?? 1;
}
