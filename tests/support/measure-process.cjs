// Loaded into a child with --require: when it ends, its greatest resident memory goes to the file that TWINSCORE_PEAK
// names. Asked from inside, because a process that has ended can no longer be asked from outside.
"use strict";
const { writeFileSync } = require("node:fs");

process.on("exit", () => writeFileSync(process.env.TWINSCORE_PEAK, String(process.resourceUsage().maxRSS)));
