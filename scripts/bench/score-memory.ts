import { computeScores } from "../../src/core/score/compute-scores";
import { defaultScheme } from "../../src/core/score/default-scheme";
import { rankScores } from "../../src/core/score/ranking";
import { scoreJob } from "./score-job";

/** Makes the workbook, recognises, scores, links and ranks it, alone in a process; prints the most memory that it held, in kilobytes. */
const job = scoreJob(Number(process.argv[2]));
const { pools } = rankScores(computeScores(job.workbook, job.tables, defaultScheme()));
if (pools.length === 0) throw new Error("nobody was ranked");
console.log(process.resourceUsage().maxRSS);
