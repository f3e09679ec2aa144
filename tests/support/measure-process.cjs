// Loaded into a child with --require: when it ends, its greatest resident memory (KB) and its processor time (µs) go to
// the file that TWINSCORE_PEAK names. Asked from inside, because a process that has ended can no longer be asked.
"use strict";
const { writeFileSync } = require("node:fs");

process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.TWINSCORE_PEAK, `${process.resourceUsage().maxRSS} ${user + system}`);
});
