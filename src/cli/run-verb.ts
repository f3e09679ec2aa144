import { verifyReading } from "../app/archive-workbook";
import { checkReading } from "../app/check-workbook";
import { runJob, type JobStep } from "../app/main-job";
import { readWorkbook } from "../app/read-workbook";
import { postTemplates } from "../core/check/comparability";
import type { FormerTable } from "../core/check/former-period";
import type { Profile } from "../core/recognize/profile";
import { structureReport } from "../core/recognize/structure-report";
import type { Scheme } from "../core/score/scheme";
import type { CommandLineTexts } from "../i18n/command-line-texts";
import type { FileWorkbook } from "../workbook/file/file-workbook";
import type { Command, Verb } from "./arguments";
import type { Section } from "./file-report";
import { archiveSection, rankSection, scoreSection, structureSection } from "./sections/job-section";
import { checkSection } from "./sections/findings-section";
import { recognizeSection } from "./sections/recognize-section";
import { verifySection } from "./sections/verify-section";

export type Step = "open" | "recognize" | JobStep | "verify" | "save";

/** Steps that a verb needs: scores need the keys of the structure, ranks need the scores. */
const STEPS: Readonly<Record<Exclude<Verb, "recognize" | "check" | "verify">, readonly JobStep[]>> = {
  structure: ["structure"],
  score: ["structure", "score"],
  rank: ["structure", "score", "rank"],
  archive: ["archive"],
  run: ["structure", "check", "score", "rank", "archive"],
};

export type VerbContext = {
  readonly command: Command;
  /** The input as given, for reports. */
  readonly path: string;
  readonly texts: CommandLineTexts;
  /** ISO 8601 with offset. */
  readonly now: string;
  readonly onStep: (step: Step) => void;
  readonly profile: Profile | null;
  readonly scheme: Scheme | null;
  /** Of the period before, for `check`. */
  readonly former: readonly FormerTable[];
};

/** Does what the verb says to an opened workbook, in memory; saving is the caller's. */
export async function runVerb(workbook: FileWorkbook, { command, path, texts, now, onStep, profile, scheme, former }: VerbContext): Promise<readonly Section[]> {
  const { verb } = command;
  if (verb === "recognize" || verb === "check" || verb === "verify") {
    onStep("recognize");
    const reading = await readWorkbook(workbook, {}, profile);
    onStep(verb);
    if (verb === "recognize") return [{ ...recognizeSection(reading, texts, true), json: structureReport(path, reading.sheets) }];
    if (verb === "check") return [recognizeSection(reading, texts), { ...checkSection(await checkReading(reading, {}, former), texts, reading.record), templates: postTemplates(reading.tables) }];
    return [verifySection(verifyReading(reading, command.digests), texts)];
  }
  const steps = STEPS[verb];
  const job = await runJob(workbook, {
    steps: new Set(steps),
    texts: texts.sheets,
    now,
    protect: command.protect,
    signer: command.signer ?? "",
    profile,
    scheme,
    onStep,
  });
  const sections: Record<JobStep, () => Section> = {
    structure: () => structureSection(job, texts),
    check: () => checkSection(job.findings.check, texts),
    score: () => scoreSection(job, texts),
    rank: () => rankSection(job, texts),
    archive: () => archiveSection(job, texts),
  };
  return [recognizeSection(job.before, texts), ...steps.map((step) => sections[step]())];
}
