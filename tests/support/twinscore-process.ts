import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const program = path.join(root, "bin/twinscore.js");

export type Ended = {
  /** `null`: killed, because it took longer than its limit. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
  /** Time of all processors: what others do on the machine does not count; `null` as for memory. */
  readonly cpuMs: number | null;
  /** Greatest resident memory; `null` where the process did not live to tell. */
  readonly peakBytes: number | null;
};

export type Surroundings = {
  readonly cwd?: string;
  /** Added to an environment that says nothing about languages. */
  readonly env?: Readonly<Record<string, string>>;
  readonly limitMs?: number;
  /** Arguments to Node itself. */
  readonly node?: readonly string[];
};

/** The command line as a person starts it: a process of its own, its streams read to the end. */
export async function twinscore(args: readonly string[], { cwd = root, env = {}, limitMs = 60_000, node = [] }: Surroundings = {}): Promise<Ended> {
  const folder = mkdtempSync(path.join(tmpdir(), "twinscore-peak-"));
  const peakFile = path.join(folder, "peak");
  writeFileSync(peakFile, "");
  try {
    const started = performance.now();
    const ended = await new Promise<Omit<Ended, "ms" | "cpuMs" | "peakBytes">>((resolve, reject) => {
      const child = spawn(process.execPath, ["--require", path.join(__dirname, "measure-process.cjs"), ...node, program, ...args], {
        cwd,
        env: { ...withoutLanguage(), TWINSCORE_PEAK: peakFile, ...env },
        stdio: ["ignore", "pipe", "pipe"],
      });
      const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
      const output: Buffer[] = [];
      const errors: Buffer[] = [];
      child.stdout.on("data", (data: Buffer) => output.push(data));
      child.stderr.on("data", (data: Buffer) => errors.push(data));
      child.on("error", reject);
      child.on("close", (status) => {
        clearTimeout(timer);
        resolve({ status, stdout: Buffer.concat(output).toString("utf8"), stderr: Buffer.concat(errors).toString("utf8") });
      });
    });
    const [kilobytes, microseconds] = readFileSync(peakFile, "utf8").split(" ").map(Number);
    const ms = performance.now() - started;
    return microseconds === undefined || kilobytes === undefined ? { ...ended, ms, cpuMs: null, peakBytes: null } : { ...ended, ms, cpuMs: microseconds / 1000, peakBytes: kilobytes * 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function withoutLanguage(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of ["LC_ALL", "LC_MESSAGES", "LANG", "TWINSCORE_DEBUG", "NODE_OPTIONS"]) Reflect.deleteProperty(env, name);
  return env;
}

export type FindingLine = { readonly code: string; readonly severity: string; readonly sheet: string | null; readonly address: string | null; readonly params: unknown; readonly message: string };

/** What `--json` says of one file, as far as the tests look at it. */
export type FileLine = {
  readonly file: string;
  readonly error?: { readonly code: string; readonly message: string; readonly params: unknown };
  readonly output?: string;
  readonly losses?: readonly { readonly code: string; readonly message: string }[];
  readonly warnings?: readonly { readonly code: string; readonly message: string }[];
  readonly tables?: readonly { readonly table: string; readonly sheet: string; readonly range: string; readonly layout: string; readonly performance: string | null }[];
  readonly structure?: { readonly edition: number | null; readonly changed: boolean; readonly findings: readonly FindingLine[] };
  readonly findings?: readonly FindingLine[];
  readonly scores?: readonly ScoreLine[];
  readonly disagreements?: readonly unknown[];
  readonly scoreFindings?: readonly FindingLine[];
  readonly ranking?: readonly { readonly pool: string; readonly lines: readonly RankLine[] }[];
  readonly rankFindings?: readonly FindingLine[];
  readonly archive?: { readonly archiveId: string; readonly sheetName: string; readonly digest: string; readonly archivedAt: string } | null;
  readonly archiveFindings?: readonly FindingLine[];
  readonly archives?: readonly { readonly archiveId: string; readonly state: string; readonly cells: readonly string[]; readonly confirmed: boolean }[];
};
type ScoreLine = { readonly table: string; readonly sheet: string; readonly key: string; readonly name: string; readonly group: string | null; readonly score: string | null; readonly withheld: string | null };
type RankLine = { readonly rank: number | null; readonly name: string; readonly score: string | null; readonly band: string | null; readonly unranked: string | null };

/** The lines of `--json`, one object each. Throws where a line is no JSON object. */
export function jsonLines(stdout: string): readonly FileLine[] {
  if (stdout === "") return [];
  if (!stdout.endsWith("\n")) throw new Error(`no line end at the end of: ${stdout.slice(-80)}`);
  return stdout
    .slice(0, -1)
    .split("\n")
    .map((line) => {
      const parsed: unknown = JSON.parse(line);
      if (typeof parsed !== "object" || parsed === null || !("file" in parsed)) throw new Error(`not about a file: ${line.slice(0, 80)}`);
      return parsed as FileLine;
    });
}

/** What a crash leaves on a stream, and nothing that is written for people does. */
export const STACK_TRACE = /^\s+at .+[:(]\d+|node:internal|\bError: |Node\.js v\d/m;
