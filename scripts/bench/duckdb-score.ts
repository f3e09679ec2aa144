import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { defaultScheme } from "../../src/core/score/default-scheme";
import type { ScoreJob } from "./score-job";

/** A loaded database on which the job can be run again and again. */
export type DuckDbJob = { readonly run: () => Promise<void>; readonly close: () => void; readonly finals: () => Promise<ReadonlyMap<number, string>> };

/** Loads a job's tables into DuckDB, one row per person, indicator and rater as relations hold entries; DECIMAL(18,4), one thread as we use one. */
export async function loadDuckDb(job: ScoreJob): Promise<DuckDbJob> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const scheme = defaultScheme();
  await load(connection, job, [scheme.raterWeights.self, scheme.raterWeights.leader, scheme.raterWeights.rater]);
  const bands = [...scheme.bands].sort((a, b) => Number(b.from) - Number(a.from));
  const cases = bands.map(({ label, from }) => `WHEN final >= ${from} THEN '${label}'`).join(" ");
  const share = `CAST(${scheme.unitShare} AS DECIMAL(18,4))`;
  const digits = String(scheme.digits);
  return {
    run: async () => {
      await connection.run(`CREATE OR REPLACE TABLE result AS
        WITH own AS (SELECT person, CAST(SUM(points * weight) AS DECIMAL(18,4)) AS own FROM entries JOIN raters USING (rater) GROUP BY person),
        linked AS (
          SELECT people.person, level, CAST(ROUND(${share} * units.score + (1 - ${share}) * own.own, ${digits}) AS DECIMAL(18,4)) AS final
          FROM own JOIN people USING (person) JOIN units USING (unit))
        SELECT *, RANK() OVER (PARTITION BY level ORDER BY final DESC) AS place, CASE ${cases} END AS band FROM linked`);
    },
    finals: async () => {
      const rows = (await connection.runAndReadAll("SELECT person, CAST(final AS VARCHAR) || ' ' || place || ' ' || band FROM result")).getRows();
      return new Map(rows.map(([person, text]) => [Number(person), String(text)] as const));
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function load(connection: DuckDBConnection, job: ScoreJob, weights: readonly string[]): Promise<void> {
  await connection.run("CREATE TABLE units (unit INTEGER, score DECIMAL(18,4)); CREATE TABLE people (person INTEGER, unit INTEGER, level INTEGER); CREATE TABLE entries (person INTEGER, indicator INTEGER, rater INTEGER, points DECIMAL(18,4))");
  await connection.run(`CREATE TABLE raters AS SELECT * FROM (VALUES ${weights.map((weight, rater) => `(${String(rater)}, CAST(${weight} AS DECIMAL(18,4)))`).join(", ")}) AS t(rater, weight)`);
  const units = await connection.createAppender("units");
  job.unitScores.forEach((score, unit) => {
    units.appendInteger(unit);
    units.appendDouble(score);
    units.endRow();
  });
  units.closeSync();
  const people = await connection.createAppender("people");
  const entries = await connection.createAppender("entries");
  for (let person = 0; person < job.people; person++) {
    people.appendInteger(person);
    people.appendInteger(job.unitOf(person));
    people.appendInteger(job.levelOf(person));
    people.endRow();
    job.entries.forEach((column, index) => {
      entries.appendInteger(person);
      entries.appendInteger(Math.floor(index / weights.length));
      entries.appendInteger(index % weights.length);
      entries.appendDouble(column[person] ?? 0);
      entries.endRow();
    });
  }
  people.closeSync();
  entries.closeSync();
}
