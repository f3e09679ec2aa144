import type { Session } from "../app/session/session";
import type { Locale } from "../i18n/texts";
import { connectService, remoteHandler } from "../workbook/remote/service";
import type { JobMessage } from "./job-message";

/** The session of one workbook in a worker of its own. */
export type Job = {
  readonly session: Session;
  readonly speak: (locale: Locale) => void;
  readonly end: () => void;
};

/** Starts the job worker over a workbook's port. `onFailed`: it could not be loaded, or cannot go on. */
export function startJob(workbook: MessagePort, locale: Locale, onFailed: () => void): Job {
  const worker = new Worker(new URL("./job-worker.ts", import.meta.url), { name: "twinscore-job" });
  worker.addEventListener("error", onFailed);
  const { port1, port2 } = new MessageChannel();
  const post = (message: JobMessage, transfer: Transferable[] = []): void => worker.postMessage(message, transfer);
  post({ kind: "start", locale, workbook, session: port2 }, [workbook, port2]);
  const remote = connectService<Session>(port1);
  // Written out, so that it is a plain object: what stands behind `remote` answers to every name.
  const session: Session = {
    state: remote.state,
    listen: (handler) => remote.listen(remoteHandler(handler)),
    setStep: remote.setStep,
    recognize: remote.recognize,
    correct: remote.correct,
    previewStructure: remote.previewStructure,
    check: remote.check,
    previewFix: remote.previewFix,
    accept: remote.accept,
    scheme: remote.scheme,
    previewScores: remote.previewScores,
    previewArchive: remote.previewArchive,
    verify: remote.verify,
    apply: remote.apply,
    undo: remote.undo,
    reveal: remote.reveal,
    selection: remote.selection,
  };
  return {
    session,
    speak: (spoken) => post({ kind: "locale", locale: spoken }),
    end() {
      port1.close();
      worker.terminate();
    },
  };
}
