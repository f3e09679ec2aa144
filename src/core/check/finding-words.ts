import type { CodeParams } from "../coded-error";

/** What findings are called where a sheet of ours lists them, given by i18n. */
export type FindingWords = {
  /** The short name of a finding's rule. */
  readonly name: (code: string) => string;
  readonly sentence: (code: string, params: CodeParams) => string;
};
