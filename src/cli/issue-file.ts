import { basename } from "node:path";

import { CodedError, type CodeParams } from "../core/coded-error";
import type { IssueTerms } from "../core/issue/issue-record";
import type { Recipient } from "../core/issue/issue-plan";
import { issuedWorkbook, type Filled } from "../app/office/issue";
import { textsOf } from "../i18n/command-line-texts";
import type { Locale } from "../i18n/texts";
import { createBlankWorkbook } from "../workbook/file/blank-workbook";
import { readWorkbookFile, resolvedPath, writeAtomically } from "./disk";
import { codedError } from "./process-file";

export type IssueFileTask = { readonly recipient: Recipient; readonly terms: IssueTerms; readonly locale: Locale; /** `null`: made and not saved. */ readonly path: string | null; /** The bytes come back. */ readonly keeps: boolean; /** What stands in the entry cells already: by subject, by indicator. (ED-9) */ readonly filled?: Filled };

/** Plain data, which survives the way between threads. `bytes`: where the task keeps them. */
export type IssuedFile = { readonly problem: { readonly code: string; readonly params: CodeParams } | null; readonly bytes: Uint8Array | null };

/**
 * One workbook, written whole or not at all. What is there already with other content may have been filled in: it is never
 * overwritten. Never rejects: what goes wrong is this file's. (IS-12)
 */
export async function issueFile(task: IssueFileTask): Promise<IssuedFile> {
  try {
    const { path, recipient, terms, locale, keeps, filled } = task;
    const bytes = await issuedWorkbook(recipient, terms, textsOf(locale).issue, createBlankWorkbook, filled);
    if (path === null) return { problem: null, bytes: keeps ? bytes : null };
    if ((await resolvedPath(path)) === null) await writeAtomically(path, bytes);
    else if (!Buffer.from(bytes).equals(await readWorkbookFile(path))) throw new CodedError("issue.exists", { name: basename(path) });
    return { problem: null, bytes: null };
  } catch (error) {
    const { code, params } = codedError(error);
    return { problem: { code, params: task.path === null ? params : { name: basename(task.path), ...params } }, bytes: null };
  }
}
