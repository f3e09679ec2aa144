import { coverage, coverageCounts, coverageWorkbook, derivedEdition, nextEdition, withoutTemplateNotices } from "../../app/office/edition";
import { OFFICE_FIELDS } from "../../app/office/issue";
import { localTime } from "../../app/local-time";
import type { Finding } from "../../core/check/finding";
import { changeLine, changeSummary } from "../../core/edition/change-lines";
import { coverageCells, coverageHeader } from "../../core/edition/coverage-sheet";
import type { EditionChange } from "../../core/edition/edition-changes";
import type { EditionTexts } from "../../core/edition/edition-texts";
import { readableRuns } from "../../core/edition/word-diff";
import type { CommandLineTexts } from "../../i18n/command-line-texts";
import { createBlankWorkbook } from "../../workbook/file/blank-workbook";
import type { FileWorkbook } from "../../workbook/file/file-workbook";
import type { CompareCell, CompareRequest, CompareView, Told } from "./office-service";

/** Workbooks of a comparison, opened; `own` is made into what is asked for. */
type Opened = { readonly first: FileWorkbook; readonly own: FileWorkbook; readonly older: FileWorkbook | null };

/** Two templates held against each other, as `edition`, `derive` and `cover` do. Errors: those of `src/app/office/edition.ts`. (VW-35 to VW-37) */
export async function compareTemplates(request: CompareRequest, { first, own, older }: Opened, texts: CommandLineTexts, told: (findings: readonly Finding[]) => readonly Told[]): Promise<CompareView> {
  const { kind, reason, approver } = request;
  const sheets = await first.read({ sheets: "all", fields: OFFICE_FIELDS });
  const words: EditionTexts = { ...texts.issue, ...texts.edition };
  const terms = { date: request.date === "" ? localTime(new Date()).slice(0, 10) : request.date, reason: reason.trim(), approver: approver.trim() };
  const isApproved = terms.reason !== "" && terms.approver !== "";
  const named = (edition: number): string => texts.sentence("edition.file", { name: request.own.name.replace(/\.\w+$/, ""), edition, extension: own.extension });
  switch (kind) {
    case "edition": {
      const next = await nextEdition(sheets, own, { ...terms, rebalance: request.rebalance }, words);
      return {
        kind,
        summary: texts.sentence("edition.summary", { title: next.title, edition: next.edition, date: terms.date, changes: changeSummary(next.changes, words) }),
        findings: told(withoutTemplateNotices(next.findings)),
        ...changeTable(next.changes, words),
        isRefused: false,
        isMakeable: next.isNext,
        made: next.isNext && isApproved ? { fileName: named(next.edition), bytes: own.save() } : null,
      };
    }
    case "derive": {
      const derived = await derivedEdition(sheets, own, older && (await older.read({ sheets: "all", fields: OFFICE_FIELDS })), terms, words);
      const isMakeable = derived.outcome === "made";
      return {
        kind,
        summary: texts.sentence("derive.summary", { title: derived.title, edition: derived.edition, parent: derived.parent.title, parentEdition: derived.parent.edition, own: derived.own }),
        findings: told(withoutTemplateNotices(derived.findings)),
        ...changeTable(derived.plan?.changes ?? [], words),
        isRefused: derived.outcome === "refused",
        isMakeable,
        made: isMakeable && isApproved ? { fileName: named(derived.edition), bytes: own.save() } : null,
      };
    }
    case "cover": {
      const found = coverage(sheets, await own.read({ sheets: "all", fields: OFFICE_FIELDS }));
      const cover = { ...texts.issue, ...texts.cover };
      return {
        kind,
        summary: texts.sentence("cover.summary", coverageCounts(found)),
        // What is not covered stands in the table.
        findings: told(found.findings.filter(({ code }) => code === "cover.unknown-reference")),
        header: coverageHeader(cover),
        rows: found.lines.map((line) => coverageCells(line, cover).map((cell) => plain(cell === null ? "" : String(cell)))),
        isRefused: false,
        isMakeable: true,
        made: { fileName: `${cover["cover.sheet"]}.xlsx`, bytes: (await coverageWorkbook(found, cover, createBlankWorkbook)).save() },
      };
    }
  }
}

function plain(text: string): CompareCell {
  return text === "" ? [] : [{ text, isMarked: false }];
}

/** What changed as a table; in wordings the words that differ are marked, on both sides. (ED-4) */
function changeTable(changes: readonly EditionChange[], words: EditionTexts): Pick<CompareView, "header" | "rows"> {
  return {
    header: (["change", "template", "indicator", "field", "was", "now"] as const).map((field) => words[`edition.${field}`]),
    rows: changes.map((change) => {
      const line = changeLine(change, words);
      const [was, now] = wordings(change) ?? [plain(line.was), plain(line.now)];
      return [plain(line.change), plain(line.template), plain(line.indicator), plain(line.field), was, now];
    }),
  };
}

/** Both wordings of a text that people wrote; `null`: the change is none of such a text. */
function wordings(change: EditionChange): readonly [CompareCell, CompareCell] | null {
  if (change.kind !== "renamed" && change.kind !== "changed") return null;
  if (change.kind === "changed" && ["zone", "weight", "fullMark"].includes(change.field)) return null;
  const runs = readableRuns(change.words);
  const side = (gone: "added" | "deleted"): CompareCell => runs.flatMap(({ kind, text }) => (kind === gone ? [] : [{ text, isMarked: kind !== "same" }]));
  return [side("added"), side("deleted")];
}
