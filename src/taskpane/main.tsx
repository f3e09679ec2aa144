import { createRoot } from "react-dom/client";
import { CodedError } from "../core/coded-error";
import type { Locale } from "../i18n/texts";
import { Pane, type Connection } from "../ui/Pane";
import { connectEmbedder, tellEmbedder } from "./embedder";
import { startInExcel, type InExcel } from "./start-in-excel";
import { startJob, type Job } from "./start-job";

/** The page's state outside of React: the one workbook that it is connected to. */
function start(container: HTMLElement): void {
  const root = createRoot(container);
  const embedded = window.parent !== window;
  let job: Job | null = null;
  let locale: Locale = "zh-CN";
  let serial = 0;
  const onLocale = (chosen: Locale): void => {
    locale = chosen;
    job?.speak(chosen);
  };
  const show = (connection: Connection): void => {
    root.render(<Pane connection={connection} onSample={embedded ? () => tellEmbedder("open-sample") : null} workbenchUrl="workbench.html" onLocale={onLocale} />);
  };
  const leave = (): void => {
    job?.end();
    job = null;
  };
  show({ kind: embedded ? "connecting" : "standalone" });
  if (!embedded) {
    const openExcel = ({ workbook, end }: InExcel): void => {
      job = startJob(workbook, locale, () => show({ kind: "failed" }));
      show({ kind: "open", session: job.session, serial: ++serial });
      window.addEventListener("pagehide", () => void end());
    };
    startInExcel().then(
      (excel) => {
        if (excel?.wasInterrupted) show({ kind: "restored", onContinue: () => openExcel(excel) });
        else if (excel) openExcel(excel);
      },
      (error: unknown) => show(error instanceof CodedError ? { kind: "failed", code: error.code } : { kind: "failed" }),
    );
    return;
  }
  connectEmbedder({
    onWorkbook(port) {
      leave();
      job = startJob(port, locale, () => show({ kind: "failed" }));
      show({ kind: "open", session: job.session, serial: ++serial });
    },
    onClosed() {
      leave();
      show({ kind: "closed" });
    },
  });
}

const container = document.getElementById("root");
if (!container) throw new Error("no #root");
start(container);
// From here on the pane explains itself; until here boot.js does.
document.documentElement.setAttribute("data-started", "");
