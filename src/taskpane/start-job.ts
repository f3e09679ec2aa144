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
    state: (argument) => remote.state(argument),
    listen: (handler) => remote.listen(remoteHandler(handler)),
    setStep: (argument) => remote.setStep(argument),
    recognize: (argument, options) => remote.recognize(argument, options),
    correct: (argument, options) => remote.correct(argument, options),
    exportProfile: (argument, options) => remote.exportProfile(argument, options),
    importProfile: (argument, options) => remote.importProfile(argument, options),
    previewStructure: (argument, options) => remote.previewStructure(argument, options),
    check: (argument, options) => remote.check(argument, options),
    recheck: (argument, options) => remote.recheck(argument, options),
    previewFix: (argument, options) => remote.previewFix(argument, options),
    accept: (argument, options) => remote.accept(argument, options),
    scheme: (argument, options) => remote.scheme(argument, options),
    previewScores: (argument, options) => remote.previewScores(argument, options),
    previewCertificate: (argument, options) => remote.previewCertificate(argument, options),
    previewArchive: (argument, options) => remote.previewArchive(argument, options),
    verify: (argument, options) => remote.verify(argument, options),
    postToLedger: (argument, options) => remote.postToLedger(argument, options),
    rollUpYear: (argument, options) => remote.rollUpYear(argument, options),
    apply: (argument, options) => remote.apply(argument, options),
    undo: (argument, options) => remote.undo(argument, options),
    reveal: (argument) => remote.reveal(argument),
    outline: (argument) => remote.outline(argument),
    selection: (argument) => remote.selection(argument),
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
