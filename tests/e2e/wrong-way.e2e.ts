import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { scoreTable, writtenWorkbook } from "../support/written-workbook";
import { openSurroundings, type Surroundings } from "./support/browser";
import { WorkbenchPage } from "./support/pages";

const SAMPLE = path.resolve(__dirname, "../../samples/市局2026年第三季度绩效考评.xlsx");

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await openSurroundings();
});
afterAll(async () => {
  await surroundings.close();
});

const sample = async (): Promise<WorkbenchPage> => (await WorkbenchPage.open(await surroundings.visit(), surroundings.address)).ready();

/** A workbook of ours with score tables, one a sheet. */
function written(name: string, { sheets = 1, people = 5, protection }: { readonly sheets?: number; readonly people?: number; readonly protection?: string } = {}): string {
  const file = path.join(surroundings.folder, name);
  const rows = Array.from({ length: people }, (_, index) => [`人员${index + 1}`, 30 + (index % 30), 20 + (index % 20)] as const);
  const tables = Array.from({ length: sheets }, (_, index) => scoreTable(rows, `表${index + 1}`));
  writeFileSync(file, writtenWorkbook(tables.map((table) => (protection === undefined ? table : { ...table, protection }))));
  return file;
}

test.each([
  ["损坏的表.xlsx", new Uint8Array([80, 75, 3, 4, 9, 9, 9, 9])],
  ["其实是文字.xlsx", new TextEncoder().encode("姓名,得分\n")],
  ["空文件.xlsx", new Uint8Array()],
])("VW-20: %s dropped onto the page is refused in a sentence, and the workbook open before stays", async (name, bytes) => {
  const workbench = await sample();
  const before = await workbench.name().innerText();
  await workbench.drop(name, bytes);
  const notice = workbench.on("notices").filter({ hasText: name });
  await notice.waitFor();
  expect(await notice.innerText()).toMatch(/[一-鿿]{4}/);
  expect(await workbench.name().innerText()).toBe(before);
  expect(await workbench.pane.on("table").count()).toBe(7);
});

test("PN-12: a sheet protected by a password is left alone, and the pane says so", async () => {
  const workbench = await sample();
  await workbench.choose(written("有密码.xlsx", { protection: 'sheet="1" password="CC2A"' }));
  await workbench.name().filter({ hasText: "有密码" }).waitFor();
  await workbench.pane.at("recognize");
  await workbench.pane.go("structure");
  await workbench.pane.on("notes").filter({ hasText: "密码" }).waitFor();
});

test("PN-13: long work can be cancelled half-way, nothing was changed, and it can be taken up again", async () => {
  const workbench = await sample();
  const { pane } = workbench;
  await workbench.choose(written("两百张表.xlsx", { sheets: 200, people: 150 }));
  await workbench.name().filter({ hasText: "两百张表" }).waitFor();
  await pane.on("cancel-work").click();
  await pane.on("retry").waitFor();
  expect(await workbench.on("dirty").count()).toBe(0);
  await pane.on("retry").click();
  await pane.on("table-count").filter({ hasText: "200" }).waitFor();
});

test("SE-5: what was written is taken back from the pane, to the last byte of every part", async () => {
  const workbench = await sample();
  const { pane } = workbench;
  await pane.go("structure");
  await pane.on("apply-structure").click();
  await pane.on("outcome").waitFor();
  await workbench.on("dirty").waitFor();
  await pane.on("undo").first().click();
  await pane.on("outcome").waitFor({ state: "detached" });
  await pane.on("plan-total").waitFor();
  const saved = path.join(surroundings.folder, "undone.xlsx");
  await (await workbench.save()).saveAs(saved);
  // The parts: an archive as such holds dates of its own.
  expect(unzipSync(new Uint8Array(readFileSync(saved)))).toEqual(unzipSync(new Uint8Array(readFileSync(SAMPLE))));
});

test("VW-20: unsaved work is not lost by a reload or by opening another file without being asked", async () => {
  const workbench = await sample();
  await workbench.pane.go("structure");
  await workbench.pane.on("apply-structure").click();
  await workbench.on("dirty").waitFor();

  await workbench.choose(written("另一个.xlsx"));
  await workbench.on("replace-dialog").waitFor();
  await workbench.on("replace-no").click();
  await workbench.on("dirty").waitFor();

  const asked = new Promise<string>((resolve) => {
    workbench.page.once("dialog", (dialog) => {
      resolve(dialog.type());
      void dialog.dismiss();
    });
  });
  // Dismissed, the page stays: the navigation never ends.
  void workbench.page.evaluate(() => location.reload()).catch(() => undefined);
  expect(await asked).toBe("beforeunload");
  await workbench.on("dirty").waitFor();
});
