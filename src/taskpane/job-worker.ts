import { localTime } from "../app/local-time";
import { createSession } from "../app/session/create-session";
import type { LedgerFiles } from "../app/session/ledger-session";
import { textsWith, type Locale } from "../i18n/texts";
import { connectPort } from "../workbook/remote/remote-port";
import { serveService } from "../workbook/remote/service";
import type { JobMessage } from "./job-message";

/** What is written into the workbook is in the language that the pane is in at that time. */
let sheets = textsWith("zh-CN", {}).sheets;

function speak(locale: Locale): void {
  sheets = textsWith(locale, {}).sheets;
}

// Reading and writing workbook files is not part of the pane's first load: in Excel nothing but ledgers needs it.
const ledgers: LedgerFiles = {
  open: async (bytes, name) => (await import("../workbook/file/ledger-files")).openLedgerFile(bytes, name),
  blank: async () => (await import("../workbook/file/ledger-files")).blankLedgerFile(),
};

async function start(workbook: MessagePort, session: MessagePort): Promise<void> {
  const port = await connectPort(workbook);
  const texts = {
    get structure() {
      return sheets.structure;
    },
    get score() {
      return sheets.score;
    },
    get archive() {
      return sheets.archive;
    },
    get certificate() {
      return sheets.certificate;
    },
    get findings() {
      return sheets.findings;
    },
    get ledger() {
      return sheets.ledger;
    },
  };
  serveService(createSession(port, texts, () => localTime(new Date()), ledgers), session);
}

self.addEventListener("message", ({ data }: MessageEvent<JobMessage>) => {
  speak(data.locale);
  if (data.kind !== "start") return;
  start(data.workbook, data.session).catch((error: unknown) => {
    // An uncaught error is the one way in which a worker tells its page that it cannot go on.
    setTimeout(() => {
      throw error;
    });
  });
});
