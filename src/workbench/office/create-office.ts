import { boardCounts, consolidatedWorkbook, issuedTo, judgedFile, markCopy, type ConsolidatedWords, type ReadReturn } from "../../app/office/collect";
import { issuedWorkbook, OFFICE_FIELDS, readIssue, recipientsIn, type Issue } from "../../app/office/issue";
import { carriedFile, filledOf, migratedRecipients, migrationList } from "../../app/office/migrate";
import { localTime } from "../../app/local-time";
import { runJob } from "../../app/main-job";
import { readWorkbook } from "../../app/read-workbook";
import { stopIfCancelled } from "../../app/yield-to-host";
import type { Finding } from "../../core/check/finding";
import { CodedError } from "../../core/coded-error";
import { markable } from "../../core/collect/marked-copy";
import { mergeReturns, type ReturnedFile } from "../../core/collect/merge-returns";
import { readReturn } from "../../core/collect/read-return";
import { mergeCarried } from "../../core/edition/merge-carried";
import { toA1 } from "../../core/grid/address";
import type { WorkbookSnapshot } from "../../core/grid/snapshot";
import { templateSheetEdits, templatesOf } from "../../core/template/template-sheets";
import { textsOf, type CommandLineTexts } from "../../i18n/command-line-texts";
import { createBlankWorkbook } from "../../workbook/file/blank-workbook";
import { openWorkbook } from "../../workbook/file/open-workbook";
import { isWorkbookArchive, openWorkbookArchive, packWorkbooks } from "../../workbook/file/workbook-archive";
import type { WorkOptions } from "../../workbook/port";
import { compareTemplates } from "./compare-templates";
import type { CollectRequest, IssueRequest, OfficeService, Told } from "./office-service";

/** A returned file: read again when it is asked for, so that not all are held at once. */
type Return = { readonly path: string; readonly at: string; readonly read: () => Promise<Uint8Array> };
type Collected = { readonly words: ConsolidatedWords; readonly files: readonly { readonly file: ReturnedFile; readonly from: Return }[] };

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

async function sheetsOf(file: File): Promise<WorkbookSnapshot> {
  return (await openWorkbook(await bytesOf(file), file.name)).read({ sheets: "all", fields: OFFICE_FIELDS });
}

function wordsOf(texts: CommandLineTexts): ConsolidatedWords {
  return { sheets: { ...texts.issue, ...texts.collect, ...texts.report }, severity: (severity) => texts.cli[`severity.${severity}`], sentence: texts.sentence };
}

function told(findings: readonly Finding[], texts: CommandLineTexts): readonly Told[] {
  return findings.map(({ code, severity, sheetName, area, params }) => ({ severity, sheet: sheetName ?? "", cell: area ? toA1(area) : "", sentence: texts.sentence(code, params) }));
}

async function issueOf(request: Omit<IssueRequest, "by">): Promise<Issue> {
  const { template, roster, period, deadline } = request;
  return readIssue(await sheetsOf(template), await sheetsOf(roster), { period: period.trim() || null, deadline: deadline.trim() || null });
}

/** Work on one after the other: progress is told, and a cancel heeded, between two of them. Error: "cancelled". */
async function eachOf<Item, Result>(items: readonly Item[], options: WorkOptions | undefined, work: (item: Item) => Promise<Result>): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const [index, item] of items.entries()) {
    stopIfCancelled(options);
    options?.onProgress?.({ done: index, total: items.length });
    results.push(await work(item));
    // A message that cancels is heard only when nothing runs.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  stopIfCancelled(options);
  return results;
}

/** The workbooks among the files, those of archives too. Errors: "archive.damaged". */
async function returnsOf(files: readonly File[]): Promise<readonly Return[]> {
  const found: Return[] = [];
  for (const file of files) {
    const isPacked = /\.zip$/i.test(file.name);
    const bytes = isPacked ? await bytesOf(file) : null;
    if (bytes && (isPacked || isWorkbookArchive(bytes))) {
      try {
        for (const { path, modified, read } of openWorkbookArchive(bytes)) found.push({ path, at: modified, read: () => Promise.resolve(read()) });
      } catch (error) {
        throw new CodedError("archive.damaged", { name: file.name }, { cause: error });
      }
    } else if (/\.(?:xlsx|xlsm|xls)$/i.test(file.name)) found.push({ path: file.webkitRelativePath === "" ? file.name : file.webkitRelativePath, at: localTime(new Date(file.lastModified)), read: () => bytesOf(file) });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

async function readOne({ path, read }: Return): Promise<ReadReturn> {
  const name = path.split("/").at(-1) ?? path;
  try {
    const workbook = await openWorkbook(await read(), name);
    const reading = readReturn(await workbook.read({ sheets: "all", fields: ["values", "formulas"] }));
    return { ok: true, reading, hasMacros: /m$/.test(workbook.extension) || workbook.losses.some(({ code }) => code === "loss.macros"), converted: workbook.losses.length > 0 };
  } catch (error) {
    const coded = error instanceof CodedError ? error : new CodedError("internal", { detail: error instanceof Error ? error.message : String(error) });
    return { ok: false, code: coded.code, params: { name, ...coded.params } };
  }
}

/** The season's service: what the command line does with folders, with files that a person chose. (VW-30 to VW-34) */
export function createOffice(): OfficeService {
  let last: Collected | null = null;
  return {
    async template({ file, locale }) {
      const texts = textsOf(locale);
      const templates = templatesOf((await readWorkbook(await openWorkbook(await bytesOf(file), file.name))).tables);
      if (templates.length === 0) throw new CodedError("template.no-tables");
      const workbook = createBlankWorkbook(texts.issue["template.sheet.facts"]);
      await workbook.apply({ purpose: "edit", edits: templateSheetEdits("1", file.name.replace(/\.\w+$/, ""), templates, texts.issue) });
      return workbook.save();
    },
    async preview(request) {
      const issue = await issueOf(request);
      const { recipients, findings } = recipientsIn(issue, request.by);
      return {
        ...issue.terms,
        subjects: issue.assigned.length,
        recipients: recipients.map(({ fileName, name, sheets }) => ({ fileName, name, sheets: sheets.map(({ subject, template }) => ({ name: subject.name, template: template.name })) })),
        findings: told(findings, textsOf(request.locale)),
      };
    },
    async issue(request, options) {
      const issue = await issueOf(request);
      const { recipients } = recipientsIn(issue, request.by);
      if (recipients.length === 0) throw new CodedError("issue.nobody");
      const texts = textsOf(request.locale).issue;
      return packWorkbooks(await eachOf(recipients, options, async (recipient) => ({ path: recipient.fileName, bytes: await issuedWorkbook(recipient, issue.terms, texts, createBlankWorkbook) })));
    },
    async collect(request: CollectRequest, options) {
      const texts = textsOf(request.locale);
      const issue = await issueOf(request);
      const returns = await returnsOf(request.returns);
      if (returns.length === 0) throw new CodedError("collect.no-returns");
      const issued = issuedTo(issue);
      const read = (await eachOf(returns, options, async (from) => ({ from, file: judgedFile(from.path, from.at, await readOne(from), issued) }))).flatMap(({ from, file }) => (file ? [{ from, file }] : []));
      const merged = mergeReturns(read.map(({ file }) => file), issue.assigned, issue.terms.deadline);
      const words = wordsOf(texts);
      const workbook = await consolidatedWorkbook(issue, merged, words, createBlankWorkbook);
      if (request.run) await runJob(workbook, { steps: new Set(["structure", "score", "rank"]), texts: texts.sheets, now: localTime(new Date()), protect: true, signer: "" }, options);
      const files = merged.files.flatMap((file, index) => {
        const from = read[index]?.from;
        return from ? [{ file, from }] : [];
      });
      last = { words, files };
      return {
        title: issue.terms.title,
        edition: issue.terms.edition,
        period: issue.terms.period,
        counts: boardCounts(merged.board),
        board: merged.board.map(({ assigned, state, errors, changed, file }) => ({ name: assigned.subject.name, unit: assigned.subject.unit, template: assigned.template.name, state, errors, changed, file })),
        files: merged.files.flatMap(({ file, judged, findings }) => (findings.length > 0 ? [{ file, read: judged !== null, findings: told(findings, texts) }] : [])),
        findings: told(issue.findings, texts),
        bytes: workbook.save(),
        markable: files.filter(({ file }) => file.judged !== null && markable(file.findings).length > 0).length,
      };
    },
    async migrate(request, options) {
      const texts = textsOf(request.locale);
      const issue = await issueOf(request);
      const returns = await returnsOf(request.returns);
      if (returns.length === 0) throw new CodedError("collect.no-returns");
      const issued = issuedTo(issue);
      const carried = await eachOf(returns, options, async (from) => carriedFile(from.path, from.at, await readOne(from), issue, issued));
      const migration = mergeCarried(carried.filter((file) => file !== null));
      const { recipients, findings } = recipientsIn(issue, request.by);
      const made = await eachOf(migratedRecipients(recipients, migration), options, async (recipient) => ({ path: recipient.fileName, bytes: await issuedWorkbook(recipient, issue.terms, texts.issue, createBlankWorkbook, filledOf(recipient, migration)) }));
      const list = await migrationList(migration, { ...wordsOf(texts), sheets: { ...texts.migrate, ...texts.report } }, createBlankWorkbook);
      const packed = [...made, ...(list ? [{ path: `${texts.migrate["migrate.sheet"]}.xlsx`, bytes: list }] : [])];
      const { notes, files, origins } = migration;
      const { title, edition, period } = issue.terms;
      return {
        title,
        edition,
        period,
        counts: { files: files.length, workbooks: made.length, subjects: origins.size, lost: notes.filter((note) => !note.carried).length, changed: notes.filter((note) => note.carried).length },
        header: (["file", "cell", "subjectName", "indicator", "value", "carried", "why"] as const).map((field) => texts.migrate[`migrate.${field}`]),
        rows: notes.map((note) => [note.file, note.cell, note.subjectName, note.name, note.value, texts.migrate[note.carried ? "migrate.yes" : "migrate.no"], texts.sentence(note.code, note.params)]),
        files: files.flatMap(({ file, findings: all }) => (all.length > 0 ? [{ file, findings: told(all, texts) }] : [])),
        findings: told(findings, texts),
        bytes: packed.length > 0 ? packWorkbooks(packed) : null,
      };
    },
    async compare(request, options) {
      const texts = textsOf(request.locale);
      const [first, own, older] = await eachOf([request.first, request.own, ...(request.kind === "derive" && request.older ? [request.older] : [])], options, async (file) => openWorkbook(await bytesOf(file), file.name));
      if (!first || !own) throw new CodedError("template.not-found");
      return compareTemplates(request, { first, own, older: older ?? null }, texts, (findings) => told(findings, texts));
    },
    async marked(_argument, options) {
      if (!last) throw new CodedError("collect.no-returns");
      const { words, files } = last;
      const copies = await eachOf(
        files.filter(({ file }) => file.judged !== null && markable(file.findings).length > 0),
        options,
        async ({ file, from }) => {
          const workbook = await openWorkbook(await from.read(), from.path.split("/").at(-1) ?? from.path);
          await markCopy(workbook, file, words);
          return { path: `${from.path.replace(/\.\w+$/, "")}${workbook.extension}`, bytes: workbook.save() };
        },
      );
      return packWorkbooks(copies);
    },
  };
}
