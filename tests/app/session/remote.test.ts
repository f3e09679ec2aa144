import { createSession } from "../../../src/app/session/create-session";
import type { Session } from "../../../src/app/session/session";
import { textsOf } from "../../../src/i18n/command-line-texts";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { connectPort, servePort } from "../../../src/workbook/remote/remote-port";
import { connectService, remoteHandler, serveService } from "../../../src/workbook/remote/service";
import { fineWorkbook } from "../../support/small-workbooks";
import { NOW, type } from "./session-over";
import { fileLedgers } from "../../support/file-ledgers";

const channels: MessageChannel[] = [];

function channel(): MessageChannel {
  const made = new MessageChannel();
  channels.push(made);
  return made;
}

afterEach(() => {
  for (const { port1, port2 } of channels.splice(0)) {
    port1.close();
    port2.close();
  }
});

test("SE-1 SE-3 a session over a remote port, itself served over a channel, does the job and hears of typing only", async () => {
  const file = await openWorkbook(fineWorkbook(), "fine.xlsx");
  const opened = file.save();
  const [toFile, toSession] = [channel(), channel()];
  servePort(file, toFile.port1);
  serveService(createSession(await connectPort(toFile.port2), textsOf("zh-CN").sheets, () => NOW, fileLedgers), toSession.port1);
  const session = connectService<Session>(toSession.port2);
  const seen: boolean[] = [];
  await session.listen(remoteHandler((state) => seen.push(state.stale)));
  await session.recognize(null);
  await session.apply((await session.previewStructure({ protect: true })).previewId);
  await session.setStep("score");
  const { scheme } = await session.scheme(null);
  const scores = await session.previewScores({ scheme, marks: {} });
  expect(scores.pools[0]?.lines.map((line) => line.rank)).toEqual([1, 2, 3]);
  expect((await session.apply(scores.previewId)).disagreements).toEqual([]);
  await expect(session.apply(scores.previewId)).rejects.toMatchObject({ code: "preview.outdated" });
  await session.undo(null);
  await session.undo(null);
  expect(file.save()).toEqual(opened);
  expect(seen).toEqual([]);
  const [sheet] = (await file.read({ sheets: "all", fields: [] })).sheets;
  await type(file, sheet?.sheetId ?? "", 2, 2, 51);
  await session.state(null);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(seen).toEqual([true]);
});
