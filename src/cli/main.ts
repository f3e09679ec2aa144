import { runCommandLine } from "./command-line";

void runCommandLine(process.argv.slice(2)).then((exitCode) => {
  // Set, not exited: standard output may still be draining into a pipe.
  process.exitCode = exitCode;
});
