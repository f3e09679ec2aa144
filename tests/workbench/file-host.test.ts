import { createFileService } from "../../src/workbench/file-host";
import type { FileEvent, FileService } from "../../src/workbench/file-service";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { connectPort } from "../../src/workbook/remote/remote-port";
import { rect } from "../support/grid";
import { packageBytes, sheetXml } from "../workbook/file/test-package";

const ROWS = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="2"><v>2</v></c><c r="C1"><f>A1+B1</f><v>3</v></c></row>';
const PLAIN = packageBytes({ sheets: [{ name: "S", xml: sheetXml(ROWS) }] });
const PROTECTED = packageBytes({ sheets: [{ name: "S", xml: sheetXml(ROWS, '<sheetProtection sheet="1"/>') }] });

async function opened(bytes = PLAIN): Promise<{ readonly service: FileService; readonly events: FileEvent[] }> {
  const service = createFileService();
  const events: FileEvent[] = [];
  await service.listen((event) => events.push(event));
  await service.open({ bytes, name: "测试.xlsx" });
  return { service, events };
}

async function texts(service: FileService): Promise<readonly string[]> {
  return (await service.viewBlock({ sheetId: "1", area: rect("A1:C1") })).cells.map((cell) => cell.text);
}

const entry = (column: number, text: string): { readonly sheetId: string; readonly row: number; readonly column: number; readonly text: string } => ({ sheetId: "1", row: 0, column, text });

describe("VW-20 opening", () => {
  test("gives tabs, sheets and the first block at once", async () => {
    const result = await createFileService().open({ bytes: PLAIN, name: "测试.xlsx" });
    expect(result).toMatchObject({ active: "1", extension: ".xlsx", losses: [], view: { sheets: [{ name: "S" }] } });
    expect(result.block.cells.map((cell) => cell.text)).toEqual(["1", "2", "3"]);
  });

  test("the workbook open before stays when another cannot be opened", async () => {
    const { service } = await opened();
    await expect(service.open({ bytes: PLAIN.slice(0, 200), name: "坏.xlsx" })).rejects.toMatchObject({ code: "file.damaged" });
    expect(await texts(service)).toEqual(["1", "2", "3"]);
  });

  test("without a workbook everything else is refused with a code", async () => {
    await expect(createFileService().edit([entry(0, "1")])).rejects.toMatchObject({ code: "workbench.none-open" });
  });
});

describe("VW-21 editing", () => {
  test("calculates what depends on it, and can be taken back and repeated", async () => {
    const { service, events } = await opened();
    await service.edit([entry(0, "10"), entry(1, "=A1*2")]);
    expect(await texts(service)).toEqual(["10", "20", "30"]);
    expect(events.at(-1)).toEqual({ kind: "changed", by: "grid", canUndo: true, canRedo: false, dirty: true });
    expect(await service.undo(null)).toMatchObject(rect("A1:B1"));
    expect(await texts(service)).toEqual(["1", "2", "3"]);
    expect(events.at(-1)).toMatchObject({ canUndo: false, canRedo: true });
    await service.redo(null);
    expect(await texts(service)).toEqual(["10", "20", "30"]);
    expect(await service.redo(null)).toBeNull();
  });

  test("what is typed gets its format, on a protected sheet too", async () => {
    const { service } = await opened(PROTECTED);
    await service.edit([entry(1, "12%")]);
    expect((await texts(service))[1]).toBe("12%");
  });

  test("a locked cell refuses, and nothing of the edit is done", async () => {
    const { service, events } = await opened(PROTECTED);
    await expect(service.edit([entry(1, "5"), entry(0, "5")])).rejects.toMatchObject({ code: "cell.locked" });
    expect(await texts(service)).toEqual(["1", "2", "3"]);
    expect(events).toEqual([]);
  });
});

describe("VW-22 saving", () => {
  test("gives the bytes and ends the dirty state", async () => {
    const { service, events } = await opened();
    await service.edit([entry(0, "10")]);
    const bytes = await service.save(null);
    expect(events.at(-1)).toMatchObject({ dirty: false });
    const snapshot = await (await openWorkbook(bytes, "x.xlsx")).read({ sheets: "all", fields: ["values"] });
    expect(snapshot.sheets[0]?.values).toEqual([[10, 2, 12]]);
  });
});

describe("VW-23 the pane", () => {
  test("works on the same workbook; the page hears of its changes, of what to reveal and to frame, and says what is selected", async () => {
    const { service, events } = await opened();
    const { port1, port2 } = new MessageChannel();
    try {
      await service.connectPane({ port: port1 });
      const port = await connectPort(port2);
      await port.apply({ purpose: "fix", edits: [{ kind: "setValues", area: { sheetId: "1", ...rect("A1") }, values: [[7]] }] });
      expect(events.at(-1)).toMatchObject({ kind: "changed", by: "pane", dirty: true });
      expect((await texts(service))[2]).toBe("9");
      await port.reveal({ sheetId: "1", ...rect("B1") });
      expect(events.at(-1)).toMatchObject({ kind: "reveal", area: rect("B1") });
      await port.outline?.([{ sheetId: "1", ...rect("A1:B1") }]);
      expect(events.at(-1)).toMatchObject({ kind: "outline", areas: [rect("A1:B1")] });
      expect(await port.selection()).toBeNull();
      await service.select({ sheetId: "1", ...rect("A1:B1") });
      expect(await port.selection()).toMatchObject(rect("A1:B1"));
    } finally {
      port1.close();
      port2.close();
    }
  });
});

describe("VW-27 figures", () => {
  test("are counted over the values, not over what was loaded", async () => {
    const { service } = await opened();
    expect(await service.figures([{ sheetId: "1", ...rect("A1:C5") }])).toEqual({ numbers: 3, filled: 3, sum: 6, average: 2 });
  });
});
