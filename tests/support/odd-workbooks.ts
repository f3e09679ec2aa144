import { strToU8, zipSync } from "fflate";
import { packageBytes, packageParts, zipOf } from "../workbook/file/test-package";
import { fineWorkbook } from "./small-workbooks";
import { cellXml, escaped, letters, rowXml, scoreTable, worksheetXml, writtenWorkbook, type Written, type WrittenSheet } from "./written-workbook";

/**
 * A file that somebody could send. `outcome`: the code of the error that it must get, or `null` where it must be worked
 * on. `scored`: how many subjects of the product's table must have a score all the same.
 */
export type OddFile = { readonly name: string; readonly bytes: () => Uint8Array; readonly outcome: string | null; readonly scored?: number };

const MEGABYTE = 1024 * 1024;

/** Bytes of one part, all the same: compressed a thousandfold. */
const monotonous = (megabytes: number, byte: number, before = "", after = ""): Uint8Array => {
  const head = strToU8(before);
  const tail = strToU8(after);
  const all = new Uint8Array(megabytes * MEGABYTE).fill(byte);
  all.set(head, 0);
  all.set(tail, all.length - tail.length);
  return all;
};

/** A package with one part replaced or added. */
function withPart(name: string, content: Uint8Array, sheetXml = worksheetXml(rowXml(1, ["甲"])), more: Parameters<typeof packageParts>[0] = {}): Uint8Array {
  const parts: Record<string, string | Uint8Array> = packageParts({ ...more, sheets: [{ name: "表", xml: sheetXml }] });
  return zipOf({ ...parts, [name]: content });
}

/** The fine score table with something said otherwise. */
const fine: readonly (readonly [string, Written, Written])[] = [["王芳", 50, 35], ["李强", 55.5, 38], ["赵敏", 48, 30]];
const table = (change: Partial<WrittenSheet> = {}, people = fine): WrittenSheet => ({ ...scoreTable(people), ...change });

/** The table's rows at another place of the sheet. Zero-based. */
function movedTable(row: number, column: number): Uint8Array {
  const rows = table().rows.map((cells, index) => `<row r="${row + index + 1}">${cells.map((content, offset) => cellXml(`${letters(column + offset)}${row + index + 1}`, content)).join("")}</row>`);
  return packageBytes({ sheets: [{ name: "表", xml: worksheetXml(rows.join("")) }] });
}

function wideTable(columns: number): Uint8Array {
  const marks = Array.from({ length: columns }, (_, index) => `指标${index + 1}（1分）`);
  const people = Array.from({ length: 20 }, (_, person): Written[] => [person + 1, `人员${person + 1}`, ...marks.map((_mark, index) => ((person + index) % 10) / 10), null, null]);
  return writtenWorkbook([{ name: "宽表", rows: [["考评得分表"], ["序号", "姓名", ...marks, "总分", "名次"], ...people] }]);
}

function longTable(rows: number): Uint8Array {
  let xml = rowXml(1, ["考评得分表"]) + rowXml(2, ["序号", "姓名", "工作任务（60分）", "工作作风（40分）", "总分", "名次"]);
  for (let row = 3; row < rows + 3; row++) xml += rowXml(row, [row - 2, `人员${row - 2}`, (row * 7) % 61, (row * 3) % 41, null, null]);
  return packageBytes({ sheets: [{ name: "长表", xml: worksheetXml(xml) }] });
}

/** Every row of the sheet, without any value. */
function emptyRows(cells: (row: number) => string): Uint8Array {
  const rows: string[] = [];
  for (let row = 1; row <= 1_048_576; row++) rows.push(`<row r="${row}" s="1" customFormat="1" ht="15" customHeight="1">${cells(row)}</row>`);
  return packageBytes({ sheets: [{ name: "空", xml: worksheetXml(rows.join("")) }] });
}

/** An archive whose directory declares other sizes than its parts have. */
function lyingSizes(): Uint8Array {
  const bytes = zipSync({ ...Object.fromEntries(Object.entries(packageParts({})).map(([name, text]) => [name, strToU8(text)])), "xl/media/image1.png": new Uint8Array(64 * MEGABYTE) });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 30 < bytes.length; at++) {
    const isLocal = view.getUint32(at, true) === 0x04034b50;
    const isCentral = view.getUint32(at, true) === 0x02014b50;
    const size = isLocal ? at + 22 : at + 24;
    if ((isLocal || isCentral) && view.getUint32(size, true) === 64 * MEGABYTE) view.setUint32(size, 1000, true);
  }
  return bytes;
}

/** One bit of the first part's compressed content is another. */
function withFlippedBit(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const content = 30 + view.getUint16(26, true) + view.getUint16(28, true);
  return bytes.map((byte, index) => (index === content + 40 ? byte ^ 4 : byte));
}

const foreignPackage = (contentType: string, main: string): Uint8Array =>
  zipOf({
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/${main}" ContentType="${contentType}"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="${main}"/></Relationships>`,
    [main]: "<document/>",
  });

const rowsOf = (...rows: readonly (readonly Written[])[]): Uint8Array => writtenWorkbook([{ name: "表", rows }]);

/** Sheets that are to be scored whatever the rest of the workbook is like. */
const scoredFiles: readonly OddFile[] = [
  { name: "重叠合并.xlsx", bytes: () => writtenWorkbook([table({ merges: ["A1:F1", "A1:C2", "B2:D4", "C3:C3", "A1:F1", "E3:F5"] })]), outcome: null },
  { name: "结果列合并.xlsx", bytes: () => writtenWorkbook([table({ merges: ["A1:F1", "E3:F5"] })]), outcome: null, scored: 3 },
  { name: "整表合并.xlsx", bytes: () => writtenWorkbook([table({ merges: ["A1:XFD1048576"] })]), outcome: null },
  { name: "无效合并.xlsx", bytes: () => writtenWorkbook([table({ merges: ["F1:A1", "ZZZZ1:A0", "A1", ""] })]), outcome: null },
  { name: "保护无密码.xlsx", bytes: () => writtenWorkbook([table({ protection: 'sheet="1" objects="1" scenarios="1"' })]), outcome: null, scored: 3 },
  { name: "保护有密码.xlsx", bytes: () => writtenWorkbook([table({ protection: 'sheet="1" password="CC2A"' })]), outcome: null, scored: 3 },
  {
    name: "保护新式密码.xlsx",
    bytes: () => writtenWorkbook([table({ protection: 'algorithmName="SHA-512" hashValue="q1q1q1q1" saltValue="AAAA" spinCount="100000" sheet="1"' })]),
    outcome: null,
    scored: 3,
  },
  {
    name: "结构保护.xlsx",
    bytes: () => writtenWorkbook([table()], { before: '<workbookProtection lockStructure="1"/>' }),
    outcome: "workbook.structure-protected",
  },
  ...["O'Brien 的\"表\"", "甲!乙", "A1", "R1C1", "1月", "=SUM(1)", "'甲'", " 前后空格 ", "a&b<c>", "表（二〇二六）", "评分方案", "排名", "归档-A1", "_TS_own_scheme"].map(
    (name, index): OddFile => ({ name: `表名 ${String(index)}.xlsx`, bytes: () => writtenWorkbook([table({ name })]), outcome: null, scored: 3 }),
  ),
  // Excel does not make such names; other programs do.
  ...["[甲]乙", "甲:乙", "甲/乙", "甲?"].map((name, index): OddFile => ({ name: `坏表名 ${String(index)}.xlsx`, bytes: () => writtenWorkbook([table({ name })]), outcome: "workbook.sheet-names" })),
  { name: "同名表.xlsx", bytes: () => writtenWorkbook([table({ name: "Sheet1" }), table({ name: "sheet1" })]), outcome: "workbook.sheet-names" },
  { name: "空表名.xlsx", bytes: () => writtenWorkbook([table({ name: "" })]), outcome: "workbook.sheet-names" },
  { name: "超长表名.xlsx", bytes: () => writtenWorkbook([table({ name: "x".repeat(60) })]), outcome: null, scored: 3 },
  { name: "都隐藏.xlsx", bytes: () => writtenWorkbook([table({ state: "hidden" })]), outcome: null },
  { name: "另有深藏表.xlsx", bytes: () => writtenWorkbook([table(), { name: "深藏", rows: [["x"]], state: "veryHidden" }]), outcome: null, scored: 3 },
  {
    name: "公式错误.xlsx",
    bytes: () =>
      writtenWorkbook([
        table({}, [["王芳", { error: "#REF!" }, 35], ["李强", { formula: "1/0", value: "#DIV/0!" }, 38], ["赵敏", { formula: "不存在的名称+1", value: 40 }, 30], ["孙丽", { formula: "SUM(", value: 30 }, 20], ["周涛", { formula: "C7", value: 1 }, 20], ["吴刚", 45, 20]]),
      ]),
    outcome: null,
  },
  { name: "循环引用.xlsx", bytes: () => writtenWorkbook([table({}, [["王芳", { formula: "D3", value: 0 }, { formula: "C3", value: 0 }], ["李强", 50, 30], ["赵敏", 40, 20]])]), outcome: null },
  { name: "极长公式.xlsx", bytes: () => writtenWorkbook([table(), { name: "公式", rows: [[{ formula: `${"(".repeat(5000)}1${")".repeat(5000)}`, value: 1 }], [{ formula: `1${"+1".repeat(20_000)}`, value: 20_001 }]] }]), outcome: null, scored: 3 },
  { name: "超长文字.xlsx", bytes: () => writtenWorkbook([table({}, [["王芳", 50, 35], ["字".repeat(32_767), 50, 30], ["赵敏", 48, 30]])]), outcome: null },
  { name: "超长表头.xlsx", bytes: () => writtenWorkbook([{ name: "表", rows: [["考评得分表"], ["序号", "姓名", `${"字".repeat(32_700)}（60分）`, "工作作风（40分）", "总分"], [1, "王芳", 50, 30, null], [2, "李强", 40, 30, null]] }]), outcome: null },
  { name: "奇怪字符.xlsx", bytes: () => writtenWorkbook([table({}, [["=cmd|' /C calc'!A0", 50, 35], ["+1", 50, 30], ["@SUM(A1)", 48, 30], ["*", 40, 30], ["~?", 41, 30], ["_x0041_", 42, 30], ["\u{20000}𠮷\u200b", 43, 30], ["a\tb\nc", 44, 30]])]), outcome: null, scored: 8 },
  { name: "大小写同名.xlsx", bytes: () => writtenWorkbook([table({}, [["Anna", 50, 35], ["anna", 51, 35], ["ＡＮＮＡ", 52, 30], ["赵敏", 48, 30]])]), outcome: null },
  { name: "极端数值.xlsx", bytes: () => writtenWorkbook([table({}, [["王芳", 1e300, 35], ["李强", -1e-300, 38], ["赵敏", 123456789012345680, 30], ["孙丽", 0.1, 0.2]])]), outcome: null },
  { name: "布尔与空.xlsx", bytes: () => writtenWorkbook([table({}, [["王芳", true, 35], ["李强", "", 38], ["赵敏", "五十", 30], ["孙丽", "50", 30], ["周涛", 50, 30]])]), outcome: null },
  { name: "在表底.xlsx", bytes: () => movedTable(1_048_576 - 5, 0), outcome: null },
  { name: "在表右.xlsx", bytes: () => movedTable(0, 16_384 - 6), outcome: null },
];

/** Files that are small and quick. */
export const ODD_FILES: readonly OddFile[] = [
  ...scoredFiles,
  { name: "零字节.xlsx", bytes: () => new Uint8Array(), outcome: "file.empty" },
  { name: "其实是文档.xlsx", bytes: () => foreignPackage("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "word/document.xml"), outcome: "file.unsupported-format" },
  { name: "其实是演示.xlsx", bytes: () => foreignPackage("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "ppt/presentation.xml"), outcome: "file.unsupported-format" },
  { name: "纯文本.xlsx", bytes: () => strToU8("姓名,得分\n王芳,90\n"), outcome: "file.unsupported-format" },
  { name: "网页.xls", bytes: () => strToU8("<html><table><tr><td>姓名</td></tr></table></html>"), outcome: "file.unsupported-format" },
  { name: "图片.xlsx", bytes: () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), outcome: "file.unsupported-format" },
  { name: "乱码.xlsx", bytes: () => Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919 + 13) % 251), outcome: "file.not-a-workbook" },
  { name: "截断一半.xlsx", bytes: () => fineWorkbook().subarray(0, Math.floor(fineWorkbook().length / 2)), outcome: "file.damaged" },
  { name: "截断尾部.xlsx", bytes: () => fineWorkbook().subarray(0, -10), outcome: "file.damaged" },
  { name: "改了一位.xlsx", bytes: () => withFlippedBit(fineWorkbook()), outcome: "file.damaged" },
  { name: "只有压缩包.xlsx", bytes: () => zipOf({ "a.txt": "x" }), outcome: "file.unsupported-format" },
  { name: "空压缩包.xlsx", bytes: () => zipOf({}), outcome: "file.unsupported-format" },
  { name: "没有表.xlsx", bytes: () => packageBytes({ sheets: [] }), outcome: "file.damaged" },
  { name: "断开的XML.xlsx", bytes: () => packageBytes({ sheets: [{ name: "表", xml: "<worksheet><sheetData><row>" }] }), outcome: "file.damaged" },
  { name: "外部实体.xlsx", bytes: () => packageBytes({ sheets: [{ name: "表", xml: `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${worksheetXml("")}` }] }), outcome: "file.unsafe-xml" },
  { name: "空工作表.xlsx", bytes: () => rowsOf(), outcome: null },
  { name: "没有表格.xlsx", bytes: () => rowsOf(["关于开展三季度考评工作的通知"], ["各单位："], ["请于十月十日前报送。"]), outcome: null },
  { name: "只有一格.xlsx", bytes: () => rowsOf(["总分"]), outcome: null },
  { name: "只有数字.xlsx", bytes: () => rowsOf([1, 2, 3], [4, 5, 6], [7, 8, 9]), outcome: null },
  { name: "字符串越界.xlsx", bytes: () => packageBytes({ sheets: [{ name: "表", xml: worksheetXml('<row r="1"><c r="A1" t="s"><v>99</v></c><c r="B1" t="s"><v>-1</v></c><c r="C1" s="99"><v>1</v></c></row>') }] }), outcome: "file.damaged" },
  { name: "坏地址.xlsx", bytes: () => packageBytes({ sheets: [{ name: "表", xml: worksheetXml('<row r="0"><c r="ZZZZ9999999"><v>1</v></c></row><row r="-3"><c r="1A"><v>2</v></c></row><row r="x"><c><v>3</v></c></row>') }] }), outcome: "file.damaged" },
  {
    name: "坏名称.xlsx",
    bytes: () => writtenWorkbook([table()], { after: `<definedNames><definedName name="_TS_T1">#REF!</definedName><definedName name="_TS_own_scheme">${escaped("'没有'!A1")}</definedName><definedName name="TS_full">1+</definedName><definedName name="_TS_T1_key" localSheetId="9">个人绩效!$A$1</definedName></definedNames>` }),
    outcome: null,
    scored: 3,
  },
  {
    name: "坏记录.xlsx",
    bytes: () =>
      writtenWorkbook([table()], {
        rels: '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml" Target="../customXml/item1.xml"/>',
        parts: { "customXml/item1.xml": '<record xmlns="urn:twinscore:record:1">{"format":"twinscore-record","version":99}</record>' },
      }),
    outcome: null,
    scored: 3,
  },
];

/** Files that unpack to a lot, one process for each. */
export const HEAVY_FILES: readonly OddFile[] = [
  { name: "二百兆零.xlsx", bytes: () => withPart("xl/worksheets/sheet1.xml", monotonous(200, 0)), outcome: "file.too-large" },
  { name: "四百兆.xlsx", bytes: () => zipOf({ ...packageParts({}), ...Object.fromEntries(Array.from({ length: 4 }, (_, index) => [`xl/media/${index}.bin`, monotonous(100, 0)])) }), outcome: "file.too-large" },
  { name: "一百五十兆空白.xlsx", bytes: () => withPart("xl/worksheets/sheet1.xml", monotonous(150, 0x20, '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>', "</sheetData></worksheet>")), outcome: null },
  {
    name: "一百五十兆文字.xlsx",
    bytes: () => withPart("xl/sharedStrings.xml", monotonous(150, 0x61, '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>', "</t></si></sst>"), worksheetXml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), { strings: "" }),
    outcome: null,
  },
  { name: "一百五十兆不认识的部件.xlsx", bytes: () => withPart("xl/media/image1.bmp", monotonous(150, 7)), outcome: null },
  { name: "谎报大小.xlsx", bytes: lyingSizes, outcome: null },
  { name: "两万零一个部件.xlsx", bytes: () => zipOf({ ...packageParts({}), ...Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [`x/${index}.xml`, "<x/>"])) }), outcome: "file.too-large" },
  { name: "百万空行.xlsx", bytes: () => emptyRows(() => ""), outcome: null },
  { name: "百万空行有格式.xlsx", bytes: () => emptyRows((row) => `<c r="A${row}" s="1"/><c r="B${row}" s="1"/><c r="C${row}" s="2"/>`), outcome: null },
  { name: "两千列.xlsx", bytes: () => wideTable(2000), outcome: null, scored: 20 },
  { name: "三千人.xlsx", bytes: () => longTable(3000), outcome: null, scored: 3000 },
];
