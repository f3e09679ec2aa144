import type { MessagePort } from "node:worker_threads";

import { textsOf } from "../i18n/command-line-texts";
import type { Command } from "./arguments";
import type { InputFile } from "./input-files";
import { printedOutcome, processFile, type PrintedOutcome } from "./process-file";
import type { Step } from "./run-verb";

/** One file for a thread. What could not even be looked at or saved is no work for one: coded errors do not survive the way. */
export type FileTask = { readonly command: Command; readonly input: Omit<InputFile, "problem">; readonly target: string | null };

export type FileMessage = { readonly kind: "step"; readonly step: Step } | { readonly kind: "done"; readonly outcome: PrintedOutcome };

/** Works on the files that come, one after the other. (CL-13) */
export function serveFiles(port: MessagePort): void {
  const tell = (message: FileMessage): void => port.postMessage(message);
  port.on("message", (task: FileTask) => {
    const texts = textsOf(task.command.locale);
    void processFile({ ...task, texts, onStep: (step) => tell({ kind: "step", step }) }).then((outcome) => tell({ kind: "done", outcome: printedOutcome(outcome, task.command) }));
  });
}
