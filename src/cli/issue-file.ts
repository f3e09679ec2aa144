import { basename } from "node:path";

import { CodedError, type CodeParams } from "../core/coded-error";
import type { IssueTerms } from "../core/issue/issue-record";
import { issuedSheetId, issuedSheetNames, issueEdits, type Recipient } from "../core/issue/issue-plan";
import { filledEdits, type FilledIn } from "../core/issue/issued-sheet";
import { textsOf } from "../i18n/command-line-texts";
import type { Locale } from "../i18n/texts";
import { createBlankWorkbook } from "../workbook/file/blank-workbook";
import { readWorkbookFile, resolvedPath, writeAtomically } from "./disk";
import { codedError } from "./process-file";

export type IssueFileTask = {
  readonly recipient: Recipient;
  readonly terms: IssueTerms;
  readonly locale: Locale;
  /** `null`: made and not saved. */
  readonly path: string | null;
  /** What stands in the entry cells already: by subject, by indicator. (ED-9) */
  readonly filled?: ReadonlyMap<string, ReadonlyMap<string, FilledIn>>;
};

/** Plain data, which survives the way between threads. */
export type IssuedFile = { readonly problem: { readonly code: string; readonly params: CodeParams } | null };

/** The bytes of a recipient's workbook: the same issue always gives the same. (IS-10) */
async function issuedBytes({ recipient, terms, locale, filled }: IssueFileTask): Promise<Uint8Array> {
  const texts = textsOf(locale).issue;
  const workbook = createBlankWorkbook(issuedSheetNames(recipient, texts)[0]);
  const entries = recipient.sheets.flatMap((assigned, index) => {
    const own = filled?.get(assigned.subject.key);
    return own ? filledEdits(issuedSheetId(index), assigned, own, texts) : [];
  });
  await workbook.apply({ purpose: "edit", edits: [...issueEdits(recipient, terms, texts), ...entries] });
  return workbook.save();
}

/**
 * One workbook, written whole or not at all. What is there already with other content may have been filled in: it is never
 * overwritten. Never rejects: what goes wrong is this file's. (IS-12)
 */
export async function issueFile(task: IssueFileTask): Promise<IssuedFile> {
  try {
    const bytes = await issuedBytes(task);
    const { path } = task;
    if (path === null) return { problem: null };
    if ((await resolvedPath(path)) === null) await writeAtomically(path, bytes);
    else if (!Buffer.from(bytes).equals(await readWorkbookFile(path))) throw new CodedError("issue.exists", { name: basename(path) });
    return { problem: null };
  } catch (error) {
    const { code, params } = codedError(error);
    return { problem: { code, params: task.path === null ? params : { name: basename(task.path), ...params } } };
  }
}
