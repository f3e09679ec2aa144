import { displayWidth, foldText, matchText } from "../grid/fold-text";
import { readNumberText, type NumberText } from "../grid/number-text";
import {
  FAMILY_NAMES,
  GRADE_VALUES,
  HEADER_WORDS,
  META_WORDS,
  NOTE_WORDS,
  ORGANISATION_ENDINGS,
  SIGNATURE_WORDS,
  TITLE_ENDINGS,
  TOTAL_WORDS,
  UNIT_VALUES,
  type WordRole,
} from "./vocabulary";

/** How a label is numbered: `depth` 1 is the outermost; the styles of one table are compared with each other only. */
export type Numbering = { readonly style: "part" | "cjk" | "cjkBracket" | "decimal" | "bracket" | "circled" | "letter"; readonly depth: number };

/** What can be said of a text without knowing where it stands. Made once for each distinct text of a sheet. */
export type TextInfo = {
  /** White space folded, at most 300 characters. */
  readonly text: string;
  /** For comparing; at most 300 characters. */
  readonly match: string;
  /** Display width of the whole text in half-width characters. */
  readonly width: number;
  /** Leading white space in half-width characters. */
  readonly indent: number;
  readonly lines: number;
  readonly number: NumberText | null;
  /** A blank to be filled by a program ("{name}", "{{x}}", "${x}"). */
  readonly isPlaceholder: boolean;
  /** A stand-in for a value: "--", "/", "□", "√", "(NA)". */
  readonly isMark: boolean;
  readonly isYear: boolean;
  readonly isDateLike: boolean;
  readonly isGrade: boolean;
  readonly isUnit: boolean;
  readonly isBandRange: boolean;
  readonly isPersonLike: boolean;
  readonly isOrganisation: boolean;
  /** Whole sentences rather than a label. */
  readonly isSentence: boolean;
  readonly numbering: Numbering | null;
  /** 0 to 1 by role: how well the text reads as a column header of that role; only roles above 0. */
  readonly roles: readonly (readonly [WordRole, number])[];
  /** Best of `roles`, 0 to 1. */
  readonly headerWord: number;
  /** 0 to 1: begins as a total, a note, a signature line, a fill-in label; ends as a title. */
  readonly totalWord: number;
  readonly noteWord: number;
  readonly signatureWord: number;
  readonly metaWord: number;
  readonly titleWord: number;
  /** Labels followed by a colon, in a short text ("部门：  姓名："). */
  readonly colons: number;
  readonly endsWithColon: boolean;
  readonly bracketed: boolean;
};

const LOOK = 300;
const EXACT = wordIndex();
const TOTALS = new Set<string>(TOTAL_WORDS);
const NOTES = new Set<string>(NOTE_WORDS);
const METAS = new Set<string>(META_WORDS);
const GRADES = new Set<string>(GRADE_VALUES);
const UNITS = new Set<string>(UNIT_VALUES);
const FAMILIES = new Set<string>(FAMILY_NAMES);
/** Lengths of the words that begin with a character, longest first: most places of a text need no look-up at all. */
const LENGTHS_BY_FIRST = lengthsByFirst([...EXACT.keys()]);

/** Describes a text. Looks at its first 300 characters only, whatever its length; linear in that. Rule RC-2. */
export function describeText(raw: string): TextInfo {
  const head = raw.length > LOOK * 2 ? raw.slice(0, LOOK * 2) : raw;
  const text = foldText(head).slice(0, LOOK);
  const match = matchText(head).slice(0, LOOK);
  const width = displayWidth(text) + (raw.length - head.length);
  const short = width <= 80;
  const core = headWords(match);
  const roles = short ? rolesOf(match, core) : [];
  const number = short ? readNumberText(head) : null;
  const colons = width <= 160 ? (match.match(/:/g)?.length ?? 0) : 0;
  return {
    text,
    match,
    width,
    indent: displayWidth(/^[ \t\u00a0\u3000]*/.exec(head)?.[0] ?? ""),
    lines: head.trim().split(/\r\n|\r|\n/).length,
    number,
    isPlaceholder: /^[^\p{L}\p{N}]{0,2}(?:\{\{?[^{}]{1,80}\}?\}|\$\{[^{}]{1,80}\}|<[%#][^<>]{1,80}>)/u.test(match) && !/[\u3400-\u9fff]{3}/.test(match.replace(/\{[^{}]*\}/g, "")),
    isMark: width <= 8 && isMark(match),
    isYear: /^(?:19|20)\d\d(?:年|年度)?$/.test(match),
    isDateLike: short && /^(?:(?:19|20)\d\d[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?月?|\d{1,2}月(?:\d{1,2}日)?|第?[一二三四1-4]季度|q[1-4]\S{0,5})$/.test(match),
    isGrade: GRADES.has(match),
    isUnit: UNITS.has(match),
    isBandRange: short && isBandRange(match),
    isPersonLike: FAMILIES.has(text.charAt(0)) && /^[\u3400-\u9fff]{2,3}$/.test(text),
    isOrganisation: width <= 40 && width >= 4 && ORGANISATION_ENDINGS.some((ending) => match.endsWith(ending)),
    isSentence: /[。;；!?]/.test(match.slice(1)) || /[,，、].*[,，]/.test(match) || width > 60 || (/^[\x20-\x7e]+$/.test(match) && match.split(" ").length > 9),
    numbering: numberingOf(match),
    roles,
    headerWord: roles.reduce((best, [, score]) => Math.max(best, score), 0),
    totalWord: totalWord(match, core, width),
    noteWord: noteWord(match),
    signatureWord: SIGNATURE_WORDS.some((word) => match.includes(word)) && width <= 160 ? 1 : 0,
    metaWord: metaWord(match, width),
    titleWord: titleWord(match, width),
    colons,
    endsWithColon: match.endsWith(":"),
    bracketed: /^[([{【〔][^()]*[)\]}】〕]$/.test(match),
  };
}

/** The role words of a header, its brackets and marks taken off: "权重分解(100%)" → "权重分解". */
export function headWords(match: string): string {
  const bare = match
    .replace(/\([^()]{0,80}\)|\[[^[\]]{0,80}\]|【[^【】]{0,80}】/g, " ")
    .replace(/[*:：]/g, " ")
    .replace(/\d+(?:\.\d+)?(?:%|分|points?|pts)(?= |$)/g, " ")
    .replace(/ {2,}/g, " ")
    .trim();
  return bare === "" ? match : bare;
}

function wordIndex(): ReadonlyMap<string, readonly WordRole[]> {
  const index = new Map<string, WordRole[]>();
  for (const [role, words] of Object.entries(HEADER_WORDS) as [WordRole, readonly string[]][]) {
    for (const word of words) index.set(word, [...(index.get(word) ?? []), role]);
  }
  return index;
}

function lengthsByFirst(words: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const lengths = new Map<string, Set<number>>();
  for (const word of words) lengths.set(word.charAt(0), (lengths.get(word.charAt(0)) ?? new Set<number>()).add(word.length));
  return new Map([...lengths].map(([first, sizes]) => [first, [...sizes].sort((a, b) => b - a)]));
}

/**
 * Header words found in a text: the whole text counts 1, its end (the head noun of a Chinese header) up to 0.9, its
 * beginning or middle up to 0.5, more the more of the text they cover. English words match as whole words.
 */
function rolesOf(match: string, core: string): readonly (readonly [WordRole, number])[] {
  const best = new Map<WordRole, number>();
  const add = (word: string, score: number): void => {
    // Words of the rest ("职务", "status") and of scales ("好", "no credit") tell only as a whole header.
    for (const role of EXACT.get(word) ?? []) if ((role !== "other" && role !== "band") || score === 1) best.set(role, Math.max(best.get(role) ?? 0, score));
  };
  for (const candidate of new Set([match, core])) add(candidate, 1);
  const bracket = /\(([^()]{1,20})\)$/.exec(match)?.[1];
  if (bracket !== undefined) add(bracket, 0.85);
  const length = core.length;
  if (length > 60) return [...best];
  const isLatin = /^[\x20-\x7e]+$/.test(core);
  // Of words at the end only the longest is the head noun: "领导打分" is no plain "打分".
  let longestEnd = EXACT.has(core) ? length : 0;
  for (let start = 0; start < length; start++) {
    if (isLatin && start > 0 && core[start - 1] !== " " && core[start - 1] !== "/") continue;
    for (const size of LENGTHS_BY_FIRST.get(core.charAt(start)) ?? []) {
      const end = start + size;
      if (end > length) continue;
      if (isLatin && end < length && !/[ /.,]/.test(core.charAt(end))) continue;
      if (start === 0 && end === length) continue;
      const word = core.slice(start, end);
      if (!EXACT.has(word)) continue;
      if (!isLatin && end - start === 1) {
        if (end === length && word === "分") add(word, 0.6);
        continue;
      }
      const cover = (end - start) / length;
      if (end === length) {
        longestEnd = Math.max(longestEnd, end - start);
        const shadowed = end - start < longestEnd ? 0.5 : 1;
        add(word, shadowed * Math.min(0.95, 0.45 + 0.15 * Math.min(3, isLatin ? cover * 3 : end - start) + 0.1 * cover));
      } else add(word, isLatin ? 0.25 + 0.4 * cover : 0.15 + 0.4 * cover);
    }
  }
  return [...best];
}

/** The roles that the name inside a placeholder speaks of: "{list.deptScore}" → "dept score". */
export function placeholderRoles(text: string): readonly (readonly [WordRole, number])[] {
  const name = /[{<][^{}<>]*?([A-Za-z\u3400-\u9fff_][\w\u3400-\u9fff]*)[^\w{}<>]*[}>]/.exec(text)?.[1] ?? "";
  const words = name.replace(/_/g, " ").replace(/([a-z])([A-Z])/g, "$1 $2").replace(/([A-Za-z])\d+$/, "$1").toLowerCase().trim();
  return words === "" ? [] : rolesOf(words, words);
}

function isMark(match: string): boolean {
  return /^(?:[-\u2013\u2014_/\\.·…*~]{1,4}|[□■☐☑☒√✓✔×✗✘○●◎△▲☆★①-⑳]{1,3}|\(?(?:na|n\/a|x|z|s|d|b)\)?|无|是|否|有|true|false|yes|no|y|n)$/.test(match);
}

function isBandRange(match: string): boolean {
  return (
    /^\(?\[?\d+(?:\.\d+)?(?:分|%)?\s?(?:-|~|\u2013|\u2014|至|到)\s?\d+(?:\.\d+)?\s?(?:分|%)?/.test(match) ||
    /^(?:[<>≥≤≧≦]=?|大于|小于|不低于|不少于|高于|低于)\s?\d/.test(match) ||
    /^\d+(?:\.\d+)?(?:分|%)?(?:以上|以下|及以上|及以下)/.test(match) ||
    /^[\u4e00-\u9fff]{1,5}\s?[(:]?\s?\d+(?:\.\d+)?\s?(?:-|~|\u2013|至)\s?\d+/.test(match)
  );
}

function numberingOf(match: string): Numbering | null {
  if (/^(?:part|section|第)\s?[ivx\d一二三四五六七八九十]+\s?(?:部分|章|节|篇)?\s?[::.、]?/.test(match) && /^(?:part|section)\s|^第.{1,3}[部章节篇]/.test(match)) return { style: "part", depth: 1 };
  if (/^[一二三四五六七八九十]{1,3}\s?[、.,，]/.test(match)) return { style: "cjk", depth: 1 };
  if (/^\([一二三四五六七八九十]{1,3}\)/.test(match)) return { style: "cjkBracket", depth: 2 };
  const decimal = /^(\d{1,3}(?:\.\d{1,3}){0,4})(?:[.、,]\s?(?!\d)|\s+(?=\D)|(?=[\u3400-\u9fff]))/.exec(match) ?? /^(\d{1,3}(?:\.\d{1,3}){1,4})$/.exec(match);
  if (decimal?.[1]) return { style: "decimal", depth: decimal[1].split(".").length };
  if (/^\(\d{1,3}\)|^\d{1,3}\)/.test(match)) return { style: "bracket", depth: 4 };
  if (/^[①-⑳]/.test(match)) return { style: "circled", depth: 5 };
  if (/^[a-z][.)]\s/.test(match)) return { style: "letter", depth: 3 };
  return null;
}

function totalWord(match: string, core: string, width: number): number {
  if (width > 60) return 0;
  const bare = core.replace(/^[\s\d.、(（]+/, "").replace(/[\s.。)）]+$/, "");
  if (TOTALS.has(bare) || TOTALS.has(match)) return 1;
  if (/^(?:合\s?计|总\s?计|小\s?计|共\s?计|累\s?计|总\s?分|总得分|total\b|sub-?\s?total\b|grand total\b|average\b|all \w+)/.test(bare)) return 0.9;
  if (/(?:合计|小计|总计|总分|平均分|\btotals?|\bsubtotal)$/.test(bare)) return 0.8;
  if (/(?:,\s?total\b|\btotal,|平均|总得分)/.test(bare)) return 0.5;
  return 0;
}

function noteWord(match: string): number {
  const first = /^[*※(\[【\s]*([^\s:：,，.。、;；\d()（）\[\]【】]{1,12}(?: [a-z]+){0,2})\s?[\d一二三四]{0,2}\s?([:：.、,，)）】\]]?)/.exec(match);
  if (first?.[1]) {
    const word = first[1].trim();
    if (NOTES.has(word)) return first[2] ? 1 : match.length <= word.length + 2 ? 0.6 : 0.3;
    const lead = word.split(" ")[0] ?? "";
    if ((lead === "source" || lead === "note" || lead === "notes" || lead === "sources") && first[2]) return 1;
    if (/(?:说明|须知|要求)$/.test(word) && first[2]) return 0.7;
  }
  if (/^(?:\\\d+|\[\d+\]|\*+|※|†|‡|\d+\/)\s?\S/.test(match) && match.length > 6) return 0.6;
  if (/^(?:\(?na\)?|x|z|-|\(x\)|\(z\)|\(na\)|\(d\)|\(s\)|\.{3}|--)\s+(?:represents?|not|less|entry|data|figure)/.test(match)) return 0.9;
  if (/^https?:\/\/|^www\./.test(match)) return 0.7;
  return 0;
}

function metaWord(match: string, width: number): number {
  if (width > 160) return 0;
  const label = match.split(":")[0]?.replace(/[\s_*()]+$/g, "").trim() ?? "";
  const known = METAS.has(label) || METAS.has(label.replaceAll(" ", ""));
  if (match.includes(":")) return known ? 1 : width <= 40 ? 0.5 : 0.1;
  return known ? 0.7 : 0;
}

function titleWord(match: string, width: number): number {
  if (width > 120 || width < 4) return 0;
  const bare = match.replace(/\([^()]*\)$/, "").trim();
  if (/^(?:附件|附表|附|annex|appendix|table|exhibit|表)\s?[\d一二三四五六七八九十.\-]*[:：.]?/.test(match) && /^(?:附件|附表|附|表|annex|appendix|table|exhibit)\s?[\d一二三四五六七八九十]/.test(match)) return 1;
  if (/^(?:part|section)\s?[ivx\d]+/.test(match)) return 0.9;
  return TITLE_ENDINGS.some((ending) => bare.endsWith(ending)) ? 0.8 : 0;
}
