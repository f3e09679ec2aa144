import { joinUnambiguously } from "../archive/canonical-cell";
import { CodedError } from "../coded-error";
import type { Finding } from "../check/finding";
import type { Scores } from "../score/compute-scores";
import { decimal, decimalText } from "../score/decimal";
import { foldKeyText } from "../template/keys";
import type { Performance } from "../template/scoring-table";

/** A final score of one subject with the full mark of its scale, decimal texts. */
export type FinalResult = { readonly kind: Performance; readonly key: string; readonly name: string; readonly group: string; readonly score: string; readonly full: string };

const MAX_NAMED = 12;

/**
 * What a scored workbook has to post, by key; `sheets`: only from these, empty: from all. Error "ledger.sheet-unknown". Left out and named (severity error): who has no final score
 * ("ledger.not-final"), stands in it twice ("ledger.subject-twice"), on a scale that is not known ("ledger.scale-unknown"),
 * or in a table of which it is not known whether it is about units or people ("ledger.no-performance"). (LG-5)
 */
export function finalResults({ blocks, subjects: all, scheme }: Scores, sheets: readonly string[] = []): { readonly results: readonly FinalResult[]; readonly findings: readonly Finding[] } {
  for (const name of sheets) if (!all.some(({ sheetName }) => sheetName === name)) throw new CodedError("ledger.sheet-unknown", { sheet: name, sheets: [...new Set(all.map(({ sheetName }) => sheetName))] });
  const subjects = sheets.length === 0 ? all : all.filter(({ sheetName }) => sheets.includes(sheetName));
  const scales = new Map(blocks.map(({ block, marks, link }) => [block.blockId, link ? scheme.fullTotal : marks.scale && decimalText(marks.scale, 30)] as const));
  // "name~2" is the second of that name by its row: next month it may be the other one. (ST-10)
  const identity = (subject: (typeof subjects)[number]): string => `${subject.performance ?? ""}/${subject.subject.key.replace(/~\d+$/, "")}`;
  const counts = new Map<string, number>();
  for (const subject of subjects) counts.set(identity(subject), (counts.get(identity(subject)) ?? 0) + 1);
  // One table may know a person by number and another by name alone: the same name in the same unit is then one person, too.
  const person = (subject: (typeof subjects)[number]): string => joinUnambiguously([subject.performance ?? "", foldKeyText(subject.subject.name), foldKeyText(subject.subject.group ?? "")]);
  const tables = new Map<string, Set<string>>();
  for (const subject of subjects) tables.set(person(subject), (tables.get(person(subject)) ?? new Set()).add(subject.tableId));
  const left = new Map<string, { readonly sheetId: string; readonly sheetName: string; readonly names: string[] }>();
  const results: FinalResult[] = [];
  for (const subject of subjects) {
    const leave = (code: string): void => {
      const id = `${code}/${subject.sheetId}`;
      const known = left.get(id) ?? { sheetId: subject.sheetId, sheetName: subject.sheetName, names: [] };
      known.names.push(subject.label);
      left.set(id, known);
    };
    const full = scales.get(subject.blockId) ?? null;
    if (subject.performance === null) leave("ledger.no-performance");
    else if (subject.ambiguous || (counts.get(identity(subject)) ?? 0) > 1 || (tables.get(person(subject))?.size ?? 0) > 1) leave("ledger.subject-twice");
    else if (subject.final === null) leave("ledger.not-final");
    else if (full === null) leave("ledger.scale-unknown");
    else {
      const { key, name, group } = subject.subject;
      results.push({ kind: subject.performance, key, name: name.trim(), group: (group ?? "").trim(), score: decimalText(decimal(subject.final), 30), full });
    }
  }
  results.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return {
    results,
    findings: [...left].map(([id, { sheetId, sheetName, names }]): Finding => {
      return { code: id.slice(0, id.indexOf("/")), severity: "error", sheetId, sheetName, area: null, params: { count: names.length, subjects: names.slice(0, MAX_NAMED) } };
    }),
  };
}
