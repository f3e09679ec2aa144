import { chmodSync, existsSync, linkSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import path from "node:path";
import { readWithExcelize } from "../support/excelize";
import { faultyWorkbook, fineWorkbook, MACROS, macroWorkbook, oldWorkbook } from "../support/small-workbooks";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder";
import { type Ended, jsonLines, STACK_TRACE, twinscore } from "../support/twinscore-process";
import { partsOf } from "../workbook/file/test-package";

jest.setTimeout(120_000);

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const here = (...args: readonly string[]): Promise<Ended> => twinscore(args, { cwd: folder.path });
const errorsOf = ({ stdout }: Ended): readonly (string | undefined)[] => jsonLines(stdout).map(({ error }) => error?.code);

describe("CL-1 which files are worked on", () => {
  test("CL-1 a file as it is given, whatever its name; a folder's workbooks in name order, without lock files, hidden files and other files", async () => {
    folder.write("给出的.dat", fineWorkbook());
    for (const name of ["乙.xlsx", "A.XLSX", "下级/b.xlsm", "下级/c.xls", "~$乙.xlsx", ".隐藏.xlsx", ".hidden/d.xlsx", "说明.txt", "旧.xlsb"]) folder.write(`全部/${name}`, fineWorkbook());
    const ended = await here("recognize", "给出的.dat", "全部", "--json");
    expect(jsonLines(ended.stdout).map(({ file }) => file.split(path.sep).join("/"))).toEqual(["给出的.dat", "全部/A.XLSX", "全部/下级/b.xlsm", "全部/下级/c.xls", "全部/乙.xlsx"]);
    expect(ended.status).toBe(0);
  });

  test("CL-1 a file named twice, also through a link or another spelling of its path, is worked on once", async () => {
    folder.write("夹/a.xlsx", fineWorkbook());
    symlinkSync(folder.at("夹", "a.xlsx"), folder.at("链.xlsx"));
    const ended = await here("run", "夹/a.xlsx", "./夹/a.xlsx", "夹", folder.at("夹/a.xlsx"), "链.xlsx", "--in-place", "--json");
    expect(jsonLines(ended.stdout).map(({ file }) => file)).toEqual(["夹/a.xlsx"]);
    expect((await readWithExcelize(readFileSync(folder.at("夹/a.xlsx")))).sheets.filter(({ name }) => name.startsWith("归档"))).toHaveLength(1);
  });

  test("CL-1 the folder of the outputs is not searched, so that the same command can be given again", async () => {
    folder.write("a.xlsx", fineWorkbook());
    for (const time of [1, 2]) {
      const ended = await here("run", ".", "-o", "结果", "--json");
      expect({ time, status: ended.status, files: jsonLines(ended.stdout).map(({ file }) => file) }).toEqual({ time, status: 0, files: ["a.xlsx"] });
    }
    expect(folder.files()).toEqual(["a.xlsx", "结果/a.xlsx"]);
  });

  test("CL-1 a folder without workbooks is said to be so, and ends with 2", async () => {
    mkdirSync(folder.at("空.xlsx"));
    const ended = await here("run", "空.xlsx", "--json");
    expect({ status: ended.status, stdout: ended.stdout }).toEqual({ status: 2, stdout: "" });
    expect(ended.stderr).toMatch(/没有找到工作簿/);
  });
});

describe("CL-2 where results go", () => {
  test("CL-2 without -o and --in-place nothing is saved, and that is said", async () => {
    const bytes = fineWorkbook();
    folder.write("a.xlsx", bytes);
    const ended = await here("run", "a.xlsx");
    expect(ended.status).toBe(0);
    expect(ended.stdout).toMatch(/未保存/);
    expect(folder.files()).toEqual(["a.xlsx"]);
    expect(readFileSync(folder.at("a.xlsx"))).toEqual(Buffer.from(bytes));
  });

  test("CL-2 a folder's files keep their folders below -o; old formats become .xlsx, macros stay in an .xlsm", async () => {
    folder.write("季度/甲/a.xlsx", fineWorkbook());
    folder.write("季度/乙/b.xls", oldWorkbook());
    folder.write("季度/c.xlsm", macroWorkbook());
    const ended = await here("run", "季度", "-o", "新/结果", "--json");
    expect(ended.status).toBe(0);
    expect(folder.files().filter((name) => name.startsWith("新"))).toEqual(["新/结果/c.xlsm", "新/结果/乙/b.xlsx", "新/结果/甲/a.xlsx"]);
    for (const name of ["甲/a.xlsx", "乙/b.xlsx", "c.xlsm"]) {
      const { sheets } = await readWithExcelize(readFileSync(folder.at("新/结果", name)));
      expect(sheets.map((sheet) => sheet.name)).toEqual(["个人绩效", "评分方案", "调整", "排名", "归档-A1"]);
    }
    const macros = partsOf(readFileSync(folder.at("新/结果/c.xlsm")));
    expect(macros.get("xl/vbaProject.bin")).toBe(MACROS);
    expect(macros.get("[Content_Types].xml")).toContain("sheet.macroEnabled.main+xml");
  });

  test("CL-2 one file goes to the path given, into a folder that exists, or into one named with a slash", async () => {
    folder.write("a.xlsx", fineWorkbook());
    mkdirSync(folder.at("有"));
    for (const [given, expected] of [["新/名字.xlsx", "新/名字.xlsx"], ["有", "有/a.xlsx"], ["无/", "无/a.xlsx"]] as const) {
      expect((await here("structure", "a.xlsx", "-o", given)).status).toBe(0);
      expect(existsSync(folder.at(expected))).toBe(true);
    }
  });

  test("CL-2 several files need a folder: a file of that name is left alone", async () => {
    folder.write("a.xlsx", fineWorkbook());
    folder.write("b.xlsx", fineWorkbook());
    folder.write("结果.xlsx", "precious");
    const ended = await here("run", "a.xlsx", "b.xlsx", "-o", "结果.xlsx", "--json");
    expect({ status: ended.status, errors: errorsOf(ended) }).toEqual({ status: 2, errors: ["output.needs-folder", "output.needs-folder"] });
    expect(readFileSync(folder.at("结果.xlsx"), "utf8")).toBe("precious");
  });

  test("CL-2 --in-place saves back", async () => {
    folder.write("a.xlsx", fineWorkbook());
    const ended = await here("score", "a.xlsx", "--in-place", "--json");
    expect(jsonLines(ended.stdout)[0]?.output).toBe("a.xlsx");
    expect((await readWithExcelize(readFileSync(folder.at("a.xlsx")))).sheets.map(({ name }) => name)).toContain("评分方案");
    expect(folder.files()).toEqual(["a.xlsx"]);
  });

  test("CL-2 an old format is not saved in place, and is as it was", async () => {
    const bytes = oldWorkbook();
    folder.write("a.xls", bytes);
    folder.write("换了扩展名.xlsx", bytes);
    const ended = await here("run", "a.xls", "换了扩展名.xlsx", "--in-place", "--json");
    expect({ status: ended.status, errors: errorsOf(ended) }).toEqual({ status: 2, errors: Array(2).fill("output.in-place-converted") });
    for (const name of ["a.xls", "换了扩展名.xlsx"]) expect(readFileSync(folder.at(name))).toEqual(Buffer.from(bytes));
  });
});

describe("CL-6 writing is atomic", () => {
  test("CL-6 where the target cannot be written nothing is left behind, and the file's error says why", async () => {
    folder.write("a.xlsx", fineWorkbook());
    mkdirSync(folder.at("是文件夹.xlsx"));
    folder.write("是文件", "x");
    mkdirSync(folder.at("结果", "a.xlsx"), { recursive: true });
    folder.write("结果/a.xlsx/别人的.txt", "x");
    const before = folder.files();
    for (const [output, code] of [["结果/", "file.is-a-directory"], ["是文件/b.xlsx", "file.unwritable"], [`${"长".repeat(200)}.xlsx`, "file.unwritable"]] as const) {
      const ended = await here("run", "a.xlsx", "-o", output, "--json");
      expect({ output, status: ended.status, errors: errorsOf(ended) }).toEqual({ output, status: 2, errors: [code] });
      expect(jsonLines(ended.stdout)[0]?.error?.message).toMatch(/[。]$/);
    }
    expect(folder.files()).toEqual(before);
  });

  test("CL-6 a folder that may not be written to", async () => {
    // Who is all-powerful may write anywhere, so somebody else has to try.
    if (process.platform === "win32") {
      console.warn("SKIPPED on Windows: folders without permission to write");
      return;
    }
    const asRoot = process.getuid?.() === 0;
    folder.write("a.xlsx", fineWorkbook());
    mkdirSync(folder.at("只读"));
    chmodSync(folder.path, 0o755);
    chmodSync(folder.at("只读"), 0o555);
    const dropped = folder.write("drop.cjs", asRoot ? "process.setgid(65534); process.setuid(65534);" : "");
    const ended = await twinscore(["run", "a.xlsx", "-o", "只读/b.xlsx", "--json"], { cwd: folder.path, node: ["--require", dropped], env: { TWINSCORE_PEAK: "/dev/null" } });
    expect({ status: ended.status, errors: errorsOf(ended) }).toEqual({ status: 2, errors: ["file.unwritable"] });
    expect(folder.files()).toEqual(["a.xlsx", "drop.cjs"]);
  });

  test("CL-6 when a step fails, an older result stays as it is", async () => {
    folder.write("坏.xlsx", "this is no workbook");
    folder.write("结果.xlsx", "precious");
    const ended = await here("run", "坏.xlsx", "-o", "结果.xlsx", "--json");
    expect(ended.status).toBe(2);
    expect(readFileSync(folder.at("结果.xlsx"), "utf8")).toBe("precious");
    expect(folder.files()).toEqual(["坏.xlsx", "结果.xlsx"]);
  });

  test("CL-6 a file name as long as the disk allows can be saved in place", async () => {
    const name = `${"考".repeat(83)}.xlsx`;
    folder.write(name, fineWorkbook());
    expect((await here("structure", name, "--in-place")).status).toBe(0);
    expect(folder.files()).toEqual([name]);
  });

  test("CL-6 a link stays a link, and permissions stay", async () => {
    const before = Buffer.from(fineWorkbook());
    folder.write("真.xlsx", before);
    chmodSync(folder.at("真.xlsx"), 0o600);
    symlinkSync("真.xlsx", folder.at("链.xlsx"));
    expect((await here("structure", "链.xlsx", "--in-place")).status).toBe(0);
    expect(lstatSync(folder.at("链.xlsx")).isSymbolicLink()).toBe(true);
    expect(statSync(folder.at("真.xlsx")).mode & 0o777).toBe(0o600);
    expect(readFileSync(folder.at("真.xlsx")).equals(before)).toBe(false);
  });
});

describe("CL-7 inputs are safe", () => {
  test("CL-7 an output that is an input by path, link or second name is refused", async () => {
    const bytes = fineWorkbook();
    folder.write("夹/a.xlsx", bytes);
    folder.write("b.xlsx", fineWorkbook());
    symlinkSync(folder.at("夹", "a.xlsx"), folder.at("软链.xlsx"));
    linkSync(folder.at("夹", "a.xlsx"), folder.at("硬链.xlsx"));
    symlinkSync(folder.at("夹"), folder.at("另一夹"));
    for (const output of ["夹/a.xlsx", "夹/../夹/a.xlsx", folder.at("夹/a.xlsx"), "软链.xlsx", "硬链.xlsx", "另一夹/a.xlsx", "夹", "另一夹/"]) {
      const ended = await here("run", "夹/a.xlsx", "-o", output, "--json");
      expect({ output, status: ended.status, errors: errorsOf(ended) }).toEqual({ output, status: 2, errors: ["output.is-input"] });
    }
    // The other input of the same call may be the victim, too.
    const crossed = await here("run", "b.xlsx", "夹/a.xlsx", "-o", "夹", "--json");
    expect(errorsOf(crossed)).toEqual([undefined, "output.is-input"]);
    expect(readFileSync(folder.at("夹/a.xlsx"))).toEqual(Buffer.from(bytes));
  });

  test("CL-7 a name that differs in case only never harms the input", async () => {
    const bytes = fineWorkbook();
    folder.write("abc.xlsx", bytes);
    const isSame = existsSync(folder.at("ABC.xlsx"));
    const ended = await here("run", "abc.xlsx", "-o", "ABC.xlsx", "--json");
    expect(errorsOf(ended)).toEqual([isSame ? "output.is-input" : undefined]);
    expect(readFileSync(folder.at("abc.xlsx"))).toEqual(Buffer.from(bytes));
  });

  test("CL-7 two inputs with one output are both refused, also where the names differ in case only", async () => {
    for (const name of ["甲/a.xlsx", "乙/a.xlsx", "丙/A.xlsx", "丁/a.xls", "丁/b.xlsx"]) folder.write(name, name.endsWith("xls") ? oldWorkbook() : faultyWorkbook());
    const ended = await here("run", "甲/a.xlsx", "乙/a.xlsx", "丙/A.xlsx", "丁/a.xls", "丁/b.xlsx", "-o", "结果", "--json");
    expect(errorsOf(ended)).toEqual(["output.collides", "output.collides", "output.collides", "output.collides", undefined]);
    expect(ended.status).toBe(2);
    expect(folder.files().filter((name) => name.startsWith("结果"))).toEqual(["结果/b.xlsx"]);
  });

  test("CL-7 an extension that does not fit the content is refused", async () => {
    folder.write("a.xlsx", fineWorkbook());
    folder.write("m.xlsm", macroWorkbook());
    folder.write("o.xls", oldWorkbook());
    for (const [input, output] of [["a.xlsx", "x.xlsm"], ["a.xlsx", "x.xls"], ["a.xlsx", "x"], ["a.xlsx", "x.csv"], ["m.xlsm", "x.xlsx"]] as const) {
      const ended = await here("run", input, "-o", output, "--json");
      expect({ input, output, status: ended.status, errors: errorsOf(ended) }).toEqual({ input, output, status: 2, errors: ["output.extension"] });
    }
    expect((await here("run", "o.xls", "-o", "x.xls", "--json")).status).toBe(2);
    expect((await here("run", "a.xlsx", "-o", "X.XLSX", "--json")).status).toBe(0);
    expect(folder.files()).toEqual(["X.XLSX", "a.xlsx", "m.xlsm", "o.xls"]);
  });

  test("CL-5 no call above leaves a stack trace", async () => {
    const ended = await here("run", "没有.xlsx", "-o", "没有/没有.xlsx");
    expect(`${ended.stdout}${ended.stderr}`).not.toMatch(STACK_TRACE);
    expect(ended.stdout).toMatch(/找不到文件“没有\.xlsx”/);
    expect(ended.status).toBe(2);
    expect(folder.files()).toEqual([]);
  });
});
