import { createRoot } from "react-dom/client";
import { CodedError } from "../core/coded-error";
import type { Locale } from "../i18n/texts";
import { Pane, type Connection } from "../ui/Pane";
import { askedStep } from "./asked-step";
import { connectEmbedder, tellEmbedder } from "./embedder";
import type { InExcel } from "./start-in-excel";
import { startJob, type Job } from "./start-job";

const page = document.documentElement;

/** The page's state outside of React: the one workbook that it is connected to. */
function start(container: HTMLElement): void {
  const root = createRoot(container);
  const isForExcel = page.dataset["host"] === "excel";
  // Excel on the web frames its page too, but is nobody that it could talk to.
  const embedded = window.parent !== window && !isForExcel;
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
  const open = (workbook: MessagePort): void => {
    leave();
    job = startJob(workbook, locale, () => show({ kind: "failed" }));
    serial++;
    // The address asked for a step of the first workbook, not of whatever is opened later.
    show({ kind: "open", session: job.session, serial, step: serial === 1 ? askedStep(location.search) : null });
  };

  const openExcel = ({ workbook, end }: InExcel): void => {
    open(workbook);
    window.addEventListener("pagehide", () => void end());
  };
  /** Outside of Excel nothing is around the pane. */
  const connectExcel = async (): Promise<void> => {
    // In the workbench's frame nobody needs it.
    const { startInExcel } = await import(/* webpackChunkName: "excel-host" */ "./start-in-excel");
    const excel = await startInExcel();
    if (!excel) show({ kind: "standalone" });
    else if (excel.wasInterrupted) show({ kind: "restored", onContinue: () => openExcel(excel) });
    else openExcel(excel);
  };

  show({ kind: embedded || isForExcel ? "connecting" : "standalone" });
  if (embedded) {
    connectEmbedder({
      onWorkbook: open,
      onClosed() {
        leave();
        show({ kind: "closed" });
      },
    });
  } else connectExcel().catch((error: unknown) => show(error instanceof CodedError ? { kind: "failed", code: error.code, params: error.params } : { kind: "failed" }));
}

const container = document.getElementById("root");
if (!container) throw new Error("no #root");
// What was waited for is here.
if (page.dataset["failed"] === "slow") delete page.dataset["failed"];
if (page.dataset["failed"] === undefined) {
  start(container);
  // From here on the pane explains itself; until here the boot scripts do.
  page.dataset["started"] = "";
}
