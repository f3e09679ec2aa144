import type { JobResult } from "../../app/main-job";
import { toA1 } from "../../core/grid/address";
import type { SubjectScore } from "../../core/score/compute-scores";
import { poolLabel } from "../../core/score/plan-ranking";
import type { RankedPool } from "../../core/score/ranking";
import type { CommandLineTexts } from "../../i18n/command-line-texts";
import type { Uncalculated } from "../../workbook/port";
import type { Section } from "../file-report";
import { findingLines, findingsJson, hasErrors } from "./findings-section";
import { heading } from "./recognize-section";

/** Leading names shown of a pool; programs get all. */
const SHOWN_RANKS = 3;
const MAX_NAMED_CELLS = 10;

export function structureSection(job: JobResult, texts: CommandLineTexts): Section {
  const { tables } = job.before;
  const indicators = tables.reduce((sum, table) => sum + table.indicators.length, 0);
  const subjects = tables.reduce((sum, table) => sum + table.subjects.length, 0);
  const entryCells = tables.reduce((sum, table) => sum + table.entryCells.reduce((cells, area) => cells + area.rows * area.columns, 0), 0);
  const written = job.receipts.some((receipt) => receipt.plan.purpose === "structure");
  const summary = written ? texts.sentence("structure.summary", { indicators, subjects, entries: entryCells }) : texts.cli["structure.unchanged"];
  return {
    json: { structure: { edition: job.record?.edition ?? null, changed: written, indicators, subjects, entryCells, findings: findingsJson(job.findings.structure, texts) } },
    lines: [`  ${heading("structure", texts)}  ${summary}`, ...findingLines(job.findings.structure, texts)],
    exitCode: hasErrors(job.findings.structure) ? 1 : 0,
  };
}

export function scoreSection(job: JobResult, texts: CommandLineTexts): Section {
  const subjects = job.scores?.subjects ?? [];
  const scored = subjects.filter((subject) => subject.final !== null).length;
  const disagreements = job.receipts.flatMap((receipt) => receipt.disagreements);
  const summary = subjects.length === 0 ? texts.cli["score.none"] : texts.sentence("score.summary", { scored, withheld: subjects.length - scored });
  const lines = [`  ${heading("score", texts)}  ${summary}`, ...findingLines(job.findings.score, texts)];
  if (disagreements.length > 0) {
    const cells = disagreements.slice(0, MAX_NAMED_CELLS).map((disagreement) => toA1(disagreement.area));
    lines.push(`    ✗ ${texts.sentence("score.disagree", { count: disagreements.length, cells })}`);
  }
  const uncalculated = uncalculatedOf(job);
  if (uncalculated.length > 0) {
    const cells = uncalculated.slice(0, MAX_NAMED_CELLS).map(({ sheetName, area }) => `${sheetName}!${toA1(area)}`);
    lines.push(`    ⚠ ${texts.sentence("score.uncalculated", { count: uncalculated.length, cells })}`);
  }
  return {
    json: {
      scores: subjects.map(scoreJson),
      disagreements: disagreements.map(({ area, expected, actual }) => ({ sheetId: area.sheetId, address: toA1(area), expected, actual })),
      uncalculated: uncalculated.map(({ area, sheetName, reason, detail }) => ({ sheet: sheetName, address: toA1(area), reason, detail })),
      scoreFindings: findingsJson(job.findings.score, texts),
    },
    lines,
    exitCode: disagreements.length > 0 ? 2 : hasErrors(job.findings.score) ? 1 : 0,
  };
}

/** Each cell once, though several steps may have met it. */
function uncalculatedOf(job: JobResult): readonly Uncalculated[] {
  const cells = new Map<string, Uncalculated>();
  for (const { uncalculated } of job.receipts) for (const cell of uncalculated) cells.set(`${cell.area.sheetId}!${toA1(cell.area)}`, cell);
  return [...cells.values()];
}

function scoreJson(score: SubjectScore): Readonly<Record<string, unknown>> {
  return {
    table: score.tableId,
    sheet: score.sheetName,
    performance: score.performance,
    key: score.subject.key,
    name: score.subject.name,
    group: score.subject.group,
    score: score.final,
    withheld: score.withheld,
    states: score.states,
  };
}

export function rankSection(job: JobResult, texts: CommandLineTexts): Section {
  const pools = job.ranking?.pools ?? [];
  const ranked = pools.reduce((sum, pool) => sum + pool.lines.filter((line) => line.rank !== null).length, 0);
  const summary = ranked === 0 ? texts.cli["rank.none"] : texts.sentence("rank.summary", { pools: pools.length, ranked });
  return {
    json: { ranking: pools.map((pool) => poolJson(pool, texts)), rankFindings: findingsJson(job.findings.rank, texts) },
    lines: [`  ${heading("rank", texts)}  ${summary}`, ...pools.flatMap((pool) => poolLine(pool, texts)), ...findingLines(job.findings.rank, texts)],
    exitCode: hasErrors(job.findings.rank) ? 1 : 0,
  };
}

function poolJson(pool: RankedPool, texts: CommandLineTexts): Readonly<Record<string, unknown>> {
  return {
    pool: poolLabel(pool, texts.sheets.score),
    performance: pool.performance,
    lines: pool.lines.map((line) => ({ rank: line.rank, name: line.score.subject.name, group: line.score.subject.group, score: line.points, band: line.band, unranked: line.unranked })),
  };
}

function poolLine(pool: RankedPool, texts: CommandLineTexts): readonly string[] {
  const first = pool.lines.filter((line) => line.rank !== null).slice(0, SHOWN_RANKS);
  if (first.length === 0) return [];
  const subjects = first.map((line) => texts.sentence("rank.first", { rank: line.rank ?? "", name: line.score.subject.name, score: line.points ?? "" })).join("  ");
  return [`    ${texts.sentence("rank.pool", { pool: poolLabel(pool, texts.sheets.score), subjects })}`];
}

export function archiveSection(job: JobResult, texts: CommandLineTexts): Section {
  const { archive } = job;
  const lines = [`  ${heading("archive", texts)}${archive ? `  ${texts.sentence("archive.saved", { archive: archive.archiveId, sheet: archive.sheetName })}` : ""}`];
  if (archive) lines.push(`    ${texts.cli["archive.digest"]}${groupDigest(archive.digest)}`);
  return {
    json: { archive, archiveFindings: findingsJson(job.findings.archive, texts) },
    lines: [...lines, ...findingLines(job.findings.archive, texts)],
    exitCode: hasErrors(job.findings.archive) ? 1 : 0,
  };
}

/** Groups of four, to be read aloud and compared by eye. */
export function groupDigest(digest: string): string {
  return (digest.match(/.{1,4}/g) ?? []).join(" ");
}
