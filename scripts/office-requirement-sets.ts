/** Writes tests/simulated-excel/protocol/requirement-sets.json from the installed declarations and client library. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readRequirementSets } from "../tests/simulated-excel/protocol/read-requirement-sets";

const root = process.cwd();
const read = (name: string): string => readFileSync(path.join(root, "node_modules", name), "utf8");
const sets = readRequirementSets(read("@types/office-js/index.d.ts"), read("@microsoft/office-js/dist/excel-web-16.00.debug.js"));
const lines = Object.entries(sets).map(([name, members]) => `"${name}":${JSON.stringify(members)}`);
writeFileSync(path.join(root, "tests/simulated-excel/protocol/requirement-sets.json"), `{\n${lines.join(",\n")}\n}\n`);
