import { parentEditionOf } from "../../src/core/edition/derived";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as XLSX from "@e965/xlsx";
import { init } from "excelize-wasm";
import { threadCount } from "../../src/cli/thread-count";
import { judgeReturn, type IssuedTo } from "../../src/core/collect/judge-return";
import { readReturn } from "../../src/core/collect/read-return";
import { assignTemplates, type Assigned } from "../../src/core/issue/assign-templates";
import { issueEdits, issuedSheetNames, recipientsOf, type Recipient } from "../../src/core/issue/issue-plan";
import type { IssueTerms } from "../../src/core/issue/issue-record";
import type { TemplateBook } from "../../src/core/template/template-book";
import { readRoster } from "../../src/core/issue/roster";
import { readTemplateBook } from "../../src/core/template/read-template";
import { textsOf } from "../../src/i18n/command-line-texts";
import { createBlankWorkbook } from "../../src/workbook/file/blank-workbook";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { takingTurns, type BenchRow, type BenchTable } from "./ratio-table";

const FILES = 1000;
const INDICATORS = 30;
const PERIOD = "2026年第三季度";

type Cells = readonly (readonly (string | number | null)[])[];

/** An invented template of 30 indicators and a roster of 1,000 people. */
function inventedTemplate(): Cells {
  const rows = Array.from({ length: INDICATORS }, (_, i) => [`A${String(i + 1)}`, "业务", `指标${String(i + 1)}`, "必考", 10, "按进度计分，每低一个百分点扣0.5分，扣完为止。", "以系统数据为准，按季取数。", "收入科", "本人", "绩效办"]);
  return [["指标编码", "一级指标", "指标名称", "类型", "满分", "考评标准", "解读口径", "承接责任", "执行责任", "考评责任"], ...rows];
}
function inventedRoster(): Cells {
  return [["工号", "姓名", "所在单位"], ...Array.from({ length: FILES }, (_, i) => [String(10_000 + i), `员工${String(i)}`, `分局${String(i % 20)}`])];
}

/** The cells as SheetJS writes them: no looks, no checks, no locks. */
function bareWorkbook(cells: Cells): Uint8Array {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(cells.map((row) => [...row])), "表");
  return new Uint8Array(XLSX.write(book, { type: "array", bookType: "xlsx", compression: true }) as ArrayBuffer);
}

async function issueOf(template: Uint8Array, roster: Uint8Array): Promise<{ readonly book: TemplateBook; readonly assigned: readonly Assigned[]; readonly recipients: readonly Recipient[]; readonly terms: IssueTerms }> {
  const snapshot = async (bytes: Uint8Array) => (await openWorkbook(bytes, "表.xlsx")).read({ sheets: "all", fields: ["values", "styles"] });
  const { book } = readTemplateBook(await snapshot(template));
  const { assigned } = assignTemplates(book, readRoster(await snapshot(roster)).roster);
  return { book, assigned, recipients: recipientsOf(assigned, "person").recipients, terms: { title: book.title, edition: book.edition, period: PERIOD, deadline: null } };
}

async function issuedBytes(recipient: Recipient, terms: IssueTerms): Promise<Uint8Array> {
  const texts = textsOf("zh-CN").issue;
  const workbook = createBlankWorkbook(issuedSheetNames(recipient, texts)[0]);
  await workbook.apply({ purpose: "edit", edits: issueEdits(recipient, terms, texts) });
  return workbook.save();
}

/** The command line, its words thrown away; missing entries are findings, which is no failure here. */
function commandLine(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.resolve("bin/twinscore.js"), ...args], { stdio: ["ignore", "ignore", "inherit"] });
    child.on("error", reject);
    child.on("close", (status) => (status === 0 || status === 1 ? resolve() : reject(new Error(`the command line ended with ${String(status)}`))));
  });
}

/**
 * 1,000 workbooks of 30 indicators issued, and read and judged as they come back. Goal: at most twice the time of a library that merely writes
 * the same cells, or merely reads the same files. In this one process and thread, but for the command line, which also starts, uses the disk
 * and writes the consolidated workbook.
 */
export async function benchIssue(): Promise<BenchTable> {
  const template = bareWorkbook(inventedTemplate());
  const roster = bareWorkbook(inventedRoster());
  const { book, assigned, recipients, terms } = await issueOf(template, roster);
  const issued: IssuedTo = { terms, code: parentEditionOf(book).code, templates: book.templates, bySubject: new Map(assigned.map((item) => [item.subject.key, item])) };
  const files: Uint8Array[] = [];
  for (const recipient of recipients) files.push(await issuedBytes(recipient, terms));
  const same: Cells = XLSX.utils.sheet_to_json(XLSX.read(files[0], { type: "array" }).Sheets["员工0"] ?? {}, { header: 1, defval: null });
  const library = await init(path.resolve("node_modules/excelize-wasm/excelize.wasm.gz"));
  const writers = {
    "@e965/xlsx writes the cells": () => recipients.forEach(() => bareWorkbook(same)),
    "excelize-wasm writes the cells": () =>
      recipients.forEach(() => {
        const file = library.NewFile();
        same.forEach((row, r) => file.SetSheetRow("Sheet1", `A${String(r + 1)}`, [...row]));
        file.WriteToBuffer();
      }),
  };
  const readers = {
    "@e965/xlsx reads": () => files.forEach((bytes) => XLSX.read(bytes, { type: "array", dense: true })),
    "excelize-wasm reads": () =>
      files.forEach((bytes) => {
        const file = library.OpenReader(bytes);
        if (!file.error) for (const sheet of file.GetSheetList().list) file.GetRows(sheet);
      }),
  };
  const issues = "TwinScore issues";
  const collects = "TwinScore reads and judges";
  const ours = {
    [issues]: async () => {
      for (const recipient of recipients) await issuedBytes(recipient, terms);
    },
    [collects]: async () => {
      for (const bytes of files) judgeReturn(readReturn(await (await openWorkbook(bytes, "甲.xlsx")).read({ sheets: "all", fields: ["values", "formulas"] })), issued);
    },
  };
  const folder = mkdtempSync(path.join(tmpdir(), "twinscore-bench-"));
  const at = (name: string): string => path.join(folder, name);
  writeFileSync(at("模板.xlsx"), template);
  writeFileSync(at("名册.xlsx"), roster);
  const threads = `${String(threadCount(FILES))} thread${threadCount(FILES) === 1 ? "" : "s"}`;
  const [issueLine, collectLine] = [`command line: issue, ${threads}`, `command line: collect, ${threads}`];
  let round = 0;
  const program = {
    [issueLine]: () => commandLine(["issue", at("模板.xlsx"), "--roster", at("名册.xlsx"), "--period", PERIOD, "-o", at(`下发${String(++round)}`)]),
    [collectLine]: () => commandLine(["collect", at(`下发${String(round)}`), "--template", at("模板.xlsx"), "--roster", at("名册.xlsx"), "--period", PERIOD, "-o", at("汇总.xlsx")]),
  };
  // Builds it where that is due.
  await commandLine(["--version"]);
  const times = await takingTurns({ ...writers, [issues]: ours[issues], ...readers, [collects]: ours[collects], ...program }, 3).finally(() => rmSync(folder, { recursive: true, force: true }));
  const fastest = (tasks: Readonly<Record<string, unknown>>): number => Math.min(...Object.keys(tasks).map((name) => times.get(name) ?? Infinity));
  const isIssuing = (what: string): boolean => what in writers || what === issues || what === issueLine;
  return {
    title: `${String(FILES)} workbooks of ${String(INDICATORS)} indicators (1.00 = the fastest writer; for reading and collecting, the fastest reader)`,
    rows: [...times].map(([what, ms]): BenchRow => ({ what, ms, ratio: ms / fastest(isIssuing(what) ? writers : readers), goal: what === issues || what === collects ? { bound: "atMost", ratio: 2 } : null })),
  };
}
