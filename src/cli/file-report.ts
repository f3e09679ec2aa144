import type { PostTemplate } from "../core/check/comparability";
import type { ReportLine } from "../core/check/finding-report";

/** Exit status of one file, and of a whole call: the worst of them. */
export type ExitCode = 0 | 1 | 2;

/** What one step has to say about a file: an object for programs, lines for people. */
export type Section = {
  readonly json: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
  readonly exitCode: ExitCode;
  /** What was found, for a report of its own. */
  readonly report?: readonly ReportLine[];
  /** What is compared with other files, for a certificate. */
  readonly templates?: readonly PostTemplate[];
};

export function worst(codes: readonly ExitCode[]): ExitCode {
  return codes.includes(2) ? 2 : codes.includes(1) ? 1 : 0;
}
