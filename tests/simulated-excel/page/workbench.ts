import { MAX_COLUMNS, MAX_ROWS, toA1 } from "../../../src/core/grid/address";
import type { CellValue } from "../../../src/core/grid/cell";
import type { PageHost } from "../client/page-host";
import { writeContents } from "../model/contents";
import { cellAt, usedRect, type SheetModel } from "../model/sheet-model";
import type { OfficePage, OfficeWorkbench } from "./pane-start";

/**
 * Entry of the workbench's page with `?host=office`: the shipped pane in a frame, over Microsoft's client library and a
 * simulated Excel, with the workbook of that Excel beside it as plain tables. A double click types into a cell as the person
 * at that Excel does. Development and tests only.
 */
const ROWS = 300;
const COLUMNS = 40;
const LOOK_EVERY_MS = 400;

function element<K extends keyof HTMLElementTagNameMap>(tag: K, properties: Partial<HTMLElementTagNameMap[K]>, ...children: readonly (Node | string)[]): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function shown(value: CellValue): string {
  return value === null ? "" : typeof value === "object" ? value.error : String(value);
}

const tabs = element("nav", {});
const table = element("table", {});
table.dataset["testid"] = "cells";
const counts = element("output", {});
counts.dataset["testid"] = "counts";
const pane = element("iframe", { src: "taskpane.html?host=office", title: "TwinScore" });
pane.dataset["testid"] = "pane";
/** The sheet that is looked at; `null`: the one that is active in that Excel. */
let chosen: string | null = null;
let drawn = "";

function host(): PageHost | null {
  const page: (Window & OfficePage) | null = pane.contentWindow;
  return page?.officeHost ?? null;
}

function typeInto(office: PageHost, sheet: SheetModel, row: number, column: number): void {
  const typed = window.prompt(toA1({ row, column, rows: 1, columns: 1 }), shown(cellAt(sheet, row, column)?.value ?? null));
  if (typed === null) return;
  office.host.actAs("user", (workbook) => {
    writeContents({ workbook, sheet, rects: [{ row, column, rows: 1, columns: 1 }] }, typed, "formulas");
  });
}

function drawCells(office: PageHost, sheet: SheetModel): void {
  const used = usedRect(sheet, { row: 0, column: 0, rows: MAX_ROWS, columns: MAX_COLUMNS }, true);
  const right = used ? Math.min(COLUMNS, used.column + used.columns) : 0;
  const bottom = used ? Math.min(ROWS, used.row + used.rows) : 0;
  table.replaceChildren(
    ...Array.from({ length: bottom }, (_, row) =>
      element(
        "tr",
        {},
        element("th", {}, String(row + 1)),
        ...Array.from({ length: right }, (__, column) => {
          const cell = element("td", {}, shown(cellAt(sheet, row, column)?.value ?? null));
          cell.addEventListener("dblclick", () => typeInto(office, sheet, row, column));
          return cell;
        }),
      ),
    ),
  );
}

function look(): void {
  const office = host();
  if (!office) return;
  const { workbook, requests } = office.host;
  const sheet = workbook.sheets.find(({ id }) => id === chosen) ?? workbook.active;
  const bytes = requests.reduce((sum, { requestBytes, responseBytes }) => sum + requestBytes + responseBytes, 0);
  counts.value = `${String(requests.length)} requests · ${(bytes / 1024).toFixed(0)} KB`;
  const state = [sheet.id, requests.length, workbook.sheets.map(({ id, name, visibility }) => [id, name, visibility]), workbook.events.length].join();
  if (state === drawn) return;
  drawn = state;
  tabs.replaceChildren(
    ...workbook.sheets.map((each) => {
      const tab = element("button", { type: "button", ariaPressed: String(each === sheet) }, each.visibility === "Visible" ? each.name : `(${each.name})`);
      tab.addEventListener("click", () => {
        chosen = each.id;
        look();
      });
      return tab;
    }),
  );
  drawCells(office, sheet);
}

const file = element("input", { type: "file", accept: ".xlsx" });
file.addEventListener("change", () => {
  void file.files?.[0]?.arrayBuffer().then((bytes) => {
    Object.assign(window, { officeWorkbook: new Uint8Array(bytes) } satisfies OfficeWorkbench);
    chosen = null;
    pane.contentWindow?.location.reload();
  });
});
const save = element("button", { type: "button" }, "保存 · Save");
save.addEventListener("click", () => {
  const office = host();
  if (!office) return;
  const address = URL.createObjectURL(new Blob([Uint8Array.from(office.save())]));
  element("a", { href: address, download: "simulated-excel.xlsx" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
});

document.body.append(element("main", {}, element("header", {}, "模拟的 Excel（供开发） · A simulated Excel, for developers ", file, save, counts), tabs, element("div", { className: "cells" }, table)), pane);
setInterval(look, LOOK_EVERY_MS);
