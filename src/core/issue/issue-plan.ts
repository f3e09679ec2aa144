import { quoteSheetName } from "../grid/address";
import type { Edit } from "../plan/edit";
import { DEFAULT_PROTECTION } from "../plan/lift-protection";
import { serializeRecord } from "../store/serialize-record";
import { foldKeyText } from "../template/keys";
import type { Finding } from "../check/finding";
import type { Assigned } from "./assign-templates";
import { issuedRecord, issuedSheetAnchor, type IssueTerms } from "./issue-record";
import { CHOICE_LIST, issuedSheetEdits } from "./issued-sheet";
import type { IssueTexts } from "./issue-texts";

/** One workbook to be issued. */
export type Recipient = {
  /** The subject's name, or the unit's. */
  readonly name: string;
  /** Without a folder; unique among the recipients, whatever the case of its letters. */
  readonly fileName: string;
  readonly sheets: readonly Assigned[];
};

/** Hidden name by which the sheet with lists is known as ours; readers leave such sheets out. */
const LIST_ANCHOR = "_TS_own_lists";
/** The sheet's id in a blank workbook. */
const FIRST_SHEET = "1";
const MAX_SHEET_NAME = 31;
const MAX_FILE_NAME = 80;

/**
 * Who gets a workbook: everybody one, or every unit one with a sheet for each of its people. A person without a unit is
 * then a finding. The order is the roster's. (IS-3, IS-11)
 */
export function recipientsOf(assigned: readonly Assigned[], by: "unit" | "person"): { readonly recipients: readonly Recipient[]; readonly findings: readonly Finding[] } {
  const groups = new Map<string, { readonly name: string; readonly key: string; readonly sheets: Assigned[] }>();
  const findings: Finding[] = [];
  for (const item of assigned) {
    const { subject } = item;
    if (by === "unit" && subject.unit === "") {
      findings.push({ code: "issue.no-unit", severity: "error", sheetId: null, sheetName: null, area: null, params: { name: subject.name } });
      continue;
    }
    const key = by === "unit" ? foldKeyText(subject.unit) : subject.key;
    const group = groups.get(key) ?? { name: by === "unit" ? subject.unit : subject.name, key, sheets: [] };
    groups.set(key, group);
    group.sheets.push(item);
  }
  const wanted = [...groups.values()].map(({ name, key }) => ({ plain: safeName(name), full: safeName(`${name}_${key}`) }));
  const counts = new Map<string, number>();
  for (const { plain } of wanted) counts.set(plain.toLowerCase(), (counts.get(plain.toLowerCase()) ?? 0) + 1);
  const taken = new Set<string>();
  const recipients = [...groups.values()].map(({ name, sheets }, index): Recipient => {
    const { plain, full } = wanted[index] ?? { plain: "", full: "" };
    return { name, fileName: `${unused(counts.get(plain.toLowerCase()) === 1 ? plain : full, taken, MAX_FILE_NAME)}.xlsx`, sheets };
  });
  return { recipients, findings };
}

/** A name that every file system takes. */
function safeName(text: string): string {
  const plain = text
    .normalize("NFC")
    .replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, "_")
    .trim()
    .slice(0, MAX_FILE_NAME)
    .replace(/[. ]+$/u, "");
  return plain === "" || /^(con|prn|aux|nul|com\d|lpt\d)$/iu.test(plain) || /^[.~$]/u.test(plain) ? `_${plain}` : plain;
}

/** The name, or with a number where it is taken; whichever comes is taken from then on. */
function unused(wanted: string, taken: Set<string>, limit: number): string {
  for (let n = 1; ; n++) {
    const ending = n === 1 ? "" : `-${String(n)}`;
    // A character of two units is not cut in the middle.
    const name = `${wanted.slice(0, limit - ending.length).replace(/[\ud800-\udbff]$/u, "")}${ending}`;
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    return name;
  }
}

/** A name that a sheet may have. */
function sheetName(text: string): string {
  const plain = text.replace(/[\\/?*:[\]\p{Cc}]/gu, "_").trim().replace(/^'+|'+$/gu, "_");
  return plain === "" || plain.toLowerCase() === "history" ? `_${plain}` : plain;
}

/** Names of the sheets of a recipient, in order; the blank workbook's only sheet is made with the first. (IS-11) */
export function issuedSheetNames({ sheets }: Recipient, texts: IssueTexts): readonly string[] {
  const taken = new Set<string>([texts["issue.lists"].toLowerCase()]);
  return sheets.map(({ subject }) => unused(sheetName(subject.name), taken, MAX_SHEET_NAME));
}

/** Id of a recipient's sheet while its workbook is made, by its place from 0. */
export function issuedSheetId(index: number): string {
  return index === 0 ? FIRST_SHEET : `subject-${String(index + 1)}`;
}

/** Everything of a recipient's workbook, on a blank one whose only sheet has the first name. Nothing in it names anybody else's subject. (IS-4 to IS-12) */
export function issueEdits(recipient: Recipient, terms: IssueTerms, texts: IssueTexts): readonly Edit[] {
  const names = issuedSheetNames(recipient, texts);
  const edits: Edit[] = [];
  const lists = "lists";
  recipient.sheets.forEach((_, index) => {
    const name = names[index] ?? "";
    const sheetId = issuedSheetId(index);
    edits.push(index === 0 ? { kind: "clearSheet", sheetId } : { kind: "addSheet", sheetId, name, visibility: "visible", after: null });
    edits.push({ kind: "defineName", name: issuedSheetAnchor(index + 1), refersTo: `${quoteSheetName(name)}!$A$1`, hidden: true });
  });
  if (recipient.sheets.some(({ template }) => template.indicators.some(({ zone }) => zone === "optional"))) {
    const list = texts["issue.lists"];
    edits.push(
      { kind: "addSheet", sheetId: lists, name: list, visibility: "hidden", after: null },
      { kind: "setValues", area: { sheetId: lists, row: 0, column: 0, rows: 2, columns: 1 }, values: [[texts["issue.yes"]], [texts["issue.no"]]] },
      { kind: "defineName", name: LIST_ANCHOR, refersTo: `${quoteSheetName(list)}!$A$1`, hidden: true },
      { kind: "defineName", name: CHOICE_LIST, refersTo: `${quoteSheetName(list)}!$A$1:$A$2`, hidden: true },
      { kind: "setProtection", sheetId: lists, options: DEFAULT_PROTECTION },
    );
  }
  recipient.sheets.forEach((assigned, index) => {
    edits.push(...issuedSheetEdits(issuedSheetId(index), assigned, terms, texts));
  });
  return [...edits, { kind: "setRecord", record: serializeRecord(issuedRecord(recipient.sheets, terms)) }];
}
