import { parentPort } from "node:worker_threads";

import { runCommandLine } from "./command-line";
import { serveFiles } from "./file-thread";

// The bundle is its own thread: what it needs for a file it has already. (CL-13)
if (parentPort) serveFiles(parentPort);
else {
  void runCommandLine(process.argv.slice(2), __filename).then((exitCode) => {
    // Set, not exited: standard output may still be draining into a pipe.
    process.exitCode = exitCode;
  });
}
