import type { RecognizedColumn } from "../recognize/table";
import { CODE_HEADER, FAMILY_NAMES, PERSON_HEADER, PERSON_TITLE, UNIT_HEADER, UNIT_NAME, UNIT_TITLE } from "./header-words";
import { foldKeyText } from "./keys";
import type { Performance } from "./scoring-table";

/** What a table says about itself, before other tables are looked at. */
export type PerformanceSigns = {
  readonly subjectHeader: string;
  readonly headers: readonly string[];
  readonly title: string;
  readonly sheetName: string;
  readonly names: readonly string[];
  readonly hasGroup: boolean;
};

const HANZI_PERSON = /^[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,6})?$/u;

/** Points for "person" (positive) and "unit" (negative). (ST-15) */
export function performanceBalance(signs: PerformanceSigns): number {
  let balance = 0;
  const header = foldKeyText(signs.subjectHeader);
  if (PERSON_HEADER.test(header)) balance += 4;
  if (UNIT_HEADER.test(header)) balance -= 4;
  for (const title of [foldKeyText(signs.title), foldKeyText(signs.sheetName)]) {
    if (PERSON_TITLE.test(title)) balance += 2;
    if (UNIT_TITLE.test(title)) balance -= 2;
  }
  if (signs.headers.some((text) => CODE_HEADER.test(foldKeyText(text)) && /工号|职工|员工|人员|干部|警号|staff|employee/iu.test(text))) balance += 3;
  if (signs.headers.some((text) => /职务|职级|性别|人员类别|政治面貌/u.test(text))) balance += 2;
  if (signs.hasGroup) balance += 1;
  const names = signs.names.map((name) => foldKeyText(name)).filter((name) => name !== "");
  if (names.length > 0) {
    const units = names.filter((name) => UNIT_NAME.test(name)).length;
    const people = names.filter((name) => HANZI_PERSON.test(name) && FAMILY_NAMES.has(name.charAt(0)) && !UNIT_NAME.test(name)).length;
    if (units * 2 > names.length) balance -= 3;
    else if (people * 2 > names.length) balance += 2;
  }
  return balance;
}

/** One table's names and groups, as the others see them. */
export type PerformanceCandidate = {
  readonly balance: number;
  readonly names: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
};

function share(part: ReadonlySet<string>, whole: ReadonlySet<string>): number {
  if (part.size === 0) return 0;
  let found = 0;
  for (const text of part) if (whole.has(text)) found++;
  return found / part.size;
}

/**
 * Unit or person for each table, all tables of a workbook together: subjects that appear as another table's groups
 * are units, groups that appear as another table's subjects belong to people. No sign either way: `null`. (ST-15)
 */
export function decidePerformances(candidates: readonly PerformanceCandidate[]): readonly (Performance | null)[] {
  const allGroups = new Set(candidates.flatMap((candidate) => [...candidate.groups]));
  const allNames = new Set(candidates.flatMap((candidate) => [...candidate.names]));
  return candidates.map((candidate) => {
    let balance = candidate.balance;
    if (share(candidate.names, allGroups) >= 0.5) balance -= 6;
    if (share(candidate.groups, allNames) >= 0.5) balance += 6;
    return balance > 0 ? "person" : balance < 0 ? "unit" : null;
  });
}

/** Header texts of all levels of a table's columns. */
export function headerTexts(columns: readonly RecognizedColumn[]): readonly string[] {
  return columns.flatMap((column) => column.headerPath);
}
