import * as sheetJs from "@e965/xlsx";
import { strToU8 } from "fflate";
import { styleAt } from "../../../src/core/grid/snapshot";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { readWithExcelize } from "../../support/excelize";
import { rect } from "../../support/grid";
import { ALL_FIELDS, planOf, refusal, writes } from "./test-package";

/** An .xls as another library writes it. */
function xls(bookType: "biff8" | "biff5" | "xlml" = "biff8"): Uint8Array {
  const sheet = sheetJs.utils.aoa_to_sheet([["单位", "得分"], ["甲", 90.5], ["乙", true], ["=文", null]]);
  sheet["B5"] = { t: "n", f: "SUM(B2:B3)", v: 90.5, z: "0.00" };
  sheet["!ref"] = "A1:B6";
  sheet["A6"] = { t: "s", v: "并" };
  sheet["!merges"] = [{ s: { r: 5, c: 0 }, e: { r: 5, c: 1 } }];
  sheet["!cols"] = [{ wch: 20 }, { hidden: true }];
  const book = sheetJs.utils.book_new();
  sheetJs.utils.book_append_sheet(book, sheet, "成绩");
  sheetJs.utils.book_append_sheet(book, sheetJs.utils.aoa_to_sheet([[1]]), "隐");
  book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }], Names: [{ Name: "得分列", Ref: "成绩!$B$2:$B$3" }] };
  return new Uint8Array(sheetJs.write(book, { type: "array", bookType }) as ArrayBuffer);
}

type CompoundEntry = { readonly name: string; content: Uint8Array; size: number };
type Compound = { readonly FileIndex: readonly CompoundEntry[] };

/** The library's compound files, which its types leave open. */
const compound = sheetJs.CFB as {
  read(bytes: Uint8Array, options: { type: "array" }): Compound;
  write(file: Compound, options: { type: "array" }): ArrayBuffer;
  readonly utils: { cfb_new(): Compound; cfb_add(file: Compound, name: string, content: readonly number[]): void };
};

function compoundFile(...names: readonly string[]): Uint8Array {
  const file = compound.utils.cfb_new();
  for (const name of names) compound.utils.cfb_add(file, `/${name}`, [1, 2, 3]);
  return new Uint8Array(compound.write(file, { type: "array" }));
}

type BiffRecord = { readonly type: number; readonly data: readonly number[] };

/** The same workbook with records put before the end of its first sheet, or before the end of its globals. */
function withRecords(where: "sheet" | "globals", ...records: readonly BiffRecord[]): Uint8Array {
  const file = compound.read(xls(), { type: "array" });
  const entry = file.FileIndex.find((stream) => stream.name === "Workbook");
  if (!entry) throw new Error("no workbook stream");
  const stream = Uint8Array.from(entry.content).subarray(0, entry.size);
  const view = new DataView(stream.buffer);
  const ends: number[] = [];
  const places: number[] = [];
  for (let at = 0; at + 4 <= stream.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === 0x000a) ends.push(at);
    if (view.getUint16(at, true) === 0x0085) places.push(at + 4);
  }
  const added = records.flatMap(({ type, data }) => [type & 255, type >> 8, data.length & 255, data.length >> 8, ...data]);
  const at = ends[where === "globals" ? 0 : 1] ?? 0;
  // Sheets behind the place begin later now.
  for (const place of places) if (view.getUint32(place, true) > at) view.setUint32(place, view.getUint32(place, true) + added.length, true);
  entry.content = Uint8Array.from([...stream.subarray(0, at), ...added, ...stream.subarray(at)]);
  entry.size = entry.content.length;
  return new Uint8Array(compound.write(file, { type: "array" }));
}

/** SUM(B2:B3) in B5 with the value 90.5; the library writes values only. */
const SUM: BiffRecord = { type: 0x0006, data: [4, 0, 1, 0, 15, 0, 0, 0, 0, 0, 0, 0xa0, 0x56, 0x40, 0, 0, 0, 0, 0, 0, 13, 0, 0x25, 1, 0, 2, 0, 1, 0xc0, 1, 0xc0, 0x42, 1, 4, 0] };

describe("FH-7 .xls", () => {
  test.each(["biff8", "xlml"] as const)("%s: values, formulas, merges, columns, names and visibility come over", async (type) => {
    const workbook = await openWorkbook(type === "biff8" ? withRecords("sheet", SUM) : xls(type), "旧.xls");
    expect(workbook.extension).toBe(".xlsx");
    const snapshot = await workbook.read({ sheets: "all", fields: ALL_FIELDS });
    expect(snapshot.sheets.map(({ name, visibility }) => [name, visibility])).toEqual([["成绩", "visible"], ["隐", "hidden"]]);
    expect(snapshot.sheets[0]).toMatchObject({
      used: rect("A1:B6"),
      values: [["单位", "得分"], ["甲", 90.5], ["乙", true], ["=文", null], [null, 90.5], ["并", null]],
      merges: [rect("A6:B6")],
      hiddenColumns: [1],
    });
    expect(snapshot.sheets[0]?.formulas[4]).toEqual([null, "=SUM(B2:B3)"]);
    const [sheet] = snapshot.sheets;
    if (type === "xlml") expect(sheet && styleAt(snapshot, sheet, 4, 1)?.numberFormat).toBe("0.00");
    // The library writes no names either.
    if (type === "xlml") expect(snapshot.names).toEqual([{ name: "得分列", refersTo: "成绩!$B$2:$B$3", sheetId: null, hidden: false }]);
    expect(workbook.losses).toEqual(type === "biff8" ? [] : [{ code: "loss.cell-formats", params: { count: 1 } }]);
  });

  test("what it becomes is an .xlsx that other programs read and that can be changed", async () => {
    const workbook = await openWorkbook(withRecords("sheet", SUM), "旧.xls");
    await workbook.apply(planOf(writes("B2", 10)));
    const foreign = await readWithExcelize(workbook.save());
    expect(foreign.sheets.map(({ name, visible }) => [name, visible])).toEqual([["成绩", true], ["隐", false]]);
    expect(foreign.sheets[0]?.cells.get("A4")).toEqual({ value: "=文", formula: null });
    expect(foreign.sheets[0]?.cells.get("B5")).toEqual({ value: 10, formula: "SUM(B2:B3)" });
  });

  test("texts of the time before Excel 97 are read in their code page", async () => {
    const book = sheetJs.utils.book_new();
    sheetJs.utils.book_append_sheet(book, sheetJs.utils.aoa_to_sheet([["????"]]), "S");
    const text = new TextDecoder("latin1").decode(new Uint8Array(sheetJs.write(book, { type: "array", bookType: "biff5" }) as ArrayBuffer));
    // The library writes code page 1252 only: 936, and 城东 in it, are put in by hand.
    const chinese = text.replace("\x42\x00\x02\x00\xe4\x04", "\x42\x00\x02\x00\xa8\x03").replace("????", "\xb3\xc7\xb6\xab");
    // What calls itself latin1 here is windows-1252, which has other characters from 80 to 9F; none of those matter.
    const bytes = Uint8Array.from(new Uint8Array(sheetJs.write(book, { type: "array", bookType: "biff5" }) as ArrayBuffer), (byte, at) => (text.charCodeAt(at) === chinese.charCodeAt(at) ? byte : chinese.charCodeAt(at)));
    const snapshot = await (await openWorkbook(bytes, "x")).read({ sheets: "all", fields: ["values"] });
    expect(snapshot.sheets[0]?.values).toEqual([["城东"]]);
  });

  test("a small stream of a compound file is read as well as a large one", async () => {
    const book = sheetJs.utils.book_new();
    sheetJs.utils.book_append_sheet(book, sheetJs.utils.aoa_to_sheet(Array.from({ length: 900 }, (_, row) => [row, `行${String(row)}`])), "大");
    const bytes = new Uint8Array(sheetJs.write(book, { type: "array", bookType: "biff8" }) as ArrayBuffer);
    const snapshot = await (await openWorkbook(bytes, "x")).read({ sheets: "all", fields: ["values"] });
    expect(snapshot.sheets[0]?.values[899]).toEqual([899, "行899"]);
  });
});

describe("FH-8 what is left behind is listed", () => {
  const note: BiffRecord = { type: 0x001c, data: [0, 0, 0, 0, 0, 0, 1, 0, 0, 0] };
  const empty = (type: number, length = 2): BiffRecord => ({ type, data: Array.from({ length }, () => 0) });

  test("each kind with its count", async () => {
    const workbook = await openWorkbook(withRecords("sheet", empty(0x01b1, 12), empty(0x01b1, 12), empty(0x00b0, 60), empty(0x0041, 10)), "x.xls");
    expect(workbook.losses).toEqual([
      { code: "loss.conditional-formats", params: { count: 2 } },
      { code: "loss.pivot-tables", params: { count: 1 } },
      { code: "loss.panes", params: { count: 1 } },
    ]);
  });

  test("a comment counts once, although it has a drawn object too", async () => {
    const object: BiffRecord = { type: 0x005d, data: [0x15, 0, 0x12, 0, 0x19, 0, 1, 0, 0x11, 0x60, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] };
    const workbook = await openWorkbook(withRecords("sheet", object, empty(0x01b6, 18), note), "x.xls");
    expect(workbook.losses).toEqual([{ code: "loss.comments", params: { count: 1 } }]);
  });
});

describe("FH-7 what cannot be converted is refused", () => {
  test("an encrypted stream", async () => {
    const bytes = withRecords("globals");
    const text = new TextDecoder("latin1").decode(bytes);
    // Turns a record that stands early and carries nothing into the one that announces encryption.
    const at = text.indexOf("\xe1\x00\x02\x00\xb0\x04");
    expect(at).toBeGreaterThan(0);
    bytes[at] = 0x2f;
    expect((await refusal(openWorkbook(bytes, "x.xls"))).code).toBe("file.encrypted");
  });

  test("a package encrypted in a compound file", async () => {
    const bytes = compoundFile("EncryptedPackage", "EncryptionInfo");
    expect((await refusal(openWorkbook(bytes, "x.xlsx"))).code).toBe("file.encrypted");
  });

  test("other programs' compound files", async () => {
    const bytes = compoundFile("WordDocument");
    expect(await refusal(openWorkbook(bytes, "x.xls"))).toEqual({ code: "file.unsupported-format", params: { format: "doc" } });
  });

  test("cut off or garbled anywhere: a code, never a crash or a hang", async () => {
    const bytes = xls();
    const printed = jest.spyOn(console, "error");
    const started = performance.now();
    for (let at = 8; at < bytes.length; at += 211) {
      const garbled = bytes.slice();
      for (let k = 0; k < 4; k++) garbled[at + k] = (garbled[at + k] ?? 0) ^ 0xa5;
      for (const broken of [bytes.subarray(0, at), garbled]) {
        const outcome = await openWorkbook(broken, "x.xls").then(async (workbook) => {
          await workbook.read({ sheets: "all", fields: ALL_FIELDS });
          return "opens";
        }).catch((error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : error));
        expect(["opens", "file.damaged", "file.encrypted", "file.not-a-workbook", "file.unsafe-xml"]).toContain(outcome);
      }
    }
    expect(performance.now() - started).toBeLessThan(10_000);
    // Standard error is not the converting library's to write to.
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  }, 20_000);

  test("XML of Excel 2003 that is not well-formed, or that defines entities", async () => {
    const text = new TextDecoder().decode(xls("xlml"));
    expect((await refusal(openWorkbook(strToU8(text.replace("</Row>", "")), "x.xls"))).code).toBe("file.damaged");
    expect((await refusal(openWorkbook(strToU8(text.replace("<Workbook", '<!DOCTYPE a [<!ENTITY b "c">]><Workbook')), "x.xls"))).code).toBe("file.unsafe-xml");
  });
});
