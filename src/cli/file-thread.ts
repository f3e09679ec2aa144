import type { MessagePort } from "node:worker_threads";

import { textsOf } from "../i18n/command-line-texts";
import type { Command } from "./arguments";
import type { InputFile } from "./input-files";
import { issueFile, type IssuedFile, type IssueFileTask } from "./issue-file";
import { printedOutcome, processFile, type PrintedOutcome } from "./process-file";
import type { ReadReturn } from "../app/office/collect";
import { readReturnFile, type ReturnFileTask } from "./return-file";
import type { Step } from "./run-verb";

/** One file for a thread. What could not even be looked at or saved is no work for one: coded errors do not survive the way. */
export type FileTask = { readonly command: Command; readonly input: Omit<InputFile, "problem">; readonly target: string | null };

type Task = FileTask | IssueFileTask | ReturnFileTask;
type Answer = PrintedOutcome | IssuedFile | ReadReturn;

export type ThreadMessage<Outcome> = { readonly kind: "step"; readonly step: Step } | { readonly kind: "done"; readonly outcome: Outcome };

/** Works on what comes, one after the other: each kind of task is told by a member that no other has. (CL-13) */
export function serveFiles(port: MessagePort): void {
  const tell = (message: ThreadMessage<Answer>): void => port.postMessage(message);
  const work = async (task: Task): Promise<Answer> => {
    if ("recipient" in task) return issueFile(task);
    if ("returned" in task) return readReturnFile(task);
    const texts = textsOf(task.command.locale);
    return printedOutcome(await processFile({ ...task, texts, onStep: (step) => tell({ kind: "step", step }) }), task.command);
  };
  port.on("message", (task: Task) => void work(task).then((outcome) => tell({ kind: "done", outcome })));
}
