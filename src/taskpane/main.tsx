import { createRoot } from "react-dom/client";
import { CodedError } from "../core/coded-error";
import type { Locale } from "../i18n/texts";
import { Pane, type Connection } from "../ui/Pane";
import { askedStep } from "./asked-step";
import { connectEmbedder, tellEmbedder } from "./embedder";
import { startInExcel, type InExcel } from "./start-in-excel";
import { startJob, type Job } from "./start-job";

/** The page's state outside of React: the one workbook that it is connected to. */
function start(container: HTMLElement): void {
  const root = createRoot(container);
  // Excel on the web frames the page too, but is nobody that it could talk to.
  const inExcel = page.dataset["host"] === "excel";
  const embedded = window.parent !== window && !inExcel;
  let job: Job | null = null;
  let locale: Locale = "zh-CN";
  let serial = 0;
  const onLocale = (chosen: Locale): void => {
    locale = chosen;
    job?.speak(chosen);
  };
  const show = (connection: Connection): void => {
    root.render(<Pane connection={connection} onSample={embedded ? () => tellEmbedder("open-sample") : null} workbenchUrl="index.html" onLocale={onLocale} />);
  };
  const leave = (): void => {
    job?.end();
    job = null;
  };
  show({ kind: embedded || inExcel ? "connecting" : "standalone" });
  if (!embedded) {
    const openExcel = ({ workbook, end }: InExcel): void => {
      job = startJob(workbook, locale, () => show({ kind: "failed" }));
      show({ kind: "open", session: job.session, serial: ++serial, step: askedStep(location.search) });
      window.addEventListener("pagehide", () => void end());
    };
    startInExcel().then(
      (excel) => {
        if (excel?.wasInterrupted) show({ kind: "restored", onContinue: () => openExcel(excel) });
        else if (excel) openExcel(excel);
        else show({ kind: "standalone" });
      },
      (error: unknown) => show(error instanceof CodedError ? { kind: "failed", code: error.code } : { kind: "failed" }),
    );
    return;
  }
  connectEmbedder({
    onWorkbook(port) {
      leave();
      job = startJob(port, locale, () => show({ kind: "failed" }));
      serial++;
      // The address asked for a step of the first workbook, not of whatever is opened later.
      show({ kind: "open", session: job.session, serial, step: serial === 1 ? askedStep(location.search) : null });
    },
    onClosed() {
      leave();
      show({ kind: "closed" });
    },
  });
}

const page = document.documentElement;
const container = document.getElementById("root");
if (!container) throw new Error("no #root");
// What was waited for is here.
if (page.dataset["failed"] === "slow") delete page.dataset["failed"];
if (page.dataset["failed"] === undefined) {
  start(container);
  // From here on the pane explains itself; until here the boot scripts do.
  page.dataset["started"] = "";
}
