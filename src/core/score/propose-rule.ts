import type { Indicator } from "../template/scoring-table";
import { decimalText, parseDecimal, ZERO, type Exact } from "./decimal";
import type { IndicatorKind } from "./indicator-kind";
import type { IndicatorMethod, Threshold } from "./indicator-method";

/** What an indicator's own words say about how it counts, with the words. Never applied by itself. (SC-49) */
export type RuleProposal = { readonly kind: IndicatorKind | null; readonly method: IndicatorMethod | null; readonly evidence: string };

const NUMBER = "(\\d+(?:\\.\\d+)?|[一二两三四五六七八九十])";
const UNITS = "(?:人次|次|个|项|例|件|天|日|人|处|起|笔|户|条|份|篇)";
const CHINESE: Readonly<Record<string, string>> = { 一: "1", 二: "2", 两: "2", 三: "3", 四: "4", 五: "5", 六: "6", 七: "7", 八: "8", 九: "9", 十: "10" };
const WORD = "[^,，。;；、\\n\\d%]";

/** "每发现一次", "一次", "1天": what is counted. "每低0.1个百分点" counts nothing that could be entered as occurrences. */
const EACH = `(?:每${WORD}{0,12}?1?(?!个?百分点)${WORD}{0,6}?|[一1]${UNITS}${WORD}{0,4}?)`;
/** A condition beside the count: the count alone is not the method. */
const BESIDES = /不得分|得0分|不计分|百分点/u;
const TAKEN = new RegExp(`${EACH}扣减?${NUMBER}分`, "gu");
const GIVEN = new RegExp(`${EACH}(?:加|奖励?|得|计)${NUMBER}分`, "gu");
const ANY_TAKEN = new RegExp(`扣减?${NUMBER}分`, "gu");
const ANY_GIVEN = new RegExp(`(?:加|奖励?|得|计)${NUMBER}分`, "gu");
const MOST_TAKEN = new RegExp(`(?:最多|最高|累计|合计|总共)(?:扣分?)?(?:不超过|至多|最多)?(?:扣减?)?${NUMBER}分`, "u");
const MOST_GIVEN = new RegExp(`(?:最多|最高|累计|合计|总共|上限)(?:加分?|得分?)?(?:不超过|至多|为)?(?:加|得)?${NUMBER}分`, "u");
const TARGET = /(?:目标|任务)(?:值|数|量)?(?:为|是|[:：]|≥|不低于)?(\d+(?:\.\d+)?)(?![\d.%])/u;
const BY_SHARE = /按(?:完成|实际完成|实际)?(?:比例|完成率)(?:计|得|给|折算)/u;
const FROM = /(\d+(?:\.\d+)?)(?:分|个|项|次)?(?:\(含\))?(?:及)?以上(?:的)?[^,，。;；\n]{0,3}得(\d+(?:\.\d+)?)分/gu;
const BELOW = /以下(?:的)?(?:(不得分)|[^,，。;；\n]{0,3}得(\d+(?:\.\d+)?)分)/u;

function numeral(text: string): string {
  return CHINESE[text] ?? text;
}

/** The one number that all matches state; `null` where there is none or they differ. */
function only(text: string, pattern: RegExp): string | null {
  const found = new Set([...text.matchAll(pattern)].map((match) => numeral(match[1] ?? "")));
  const [first] = found;
  return found.size === 1 && first !== undefined ? first : null;
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}

function minus(value: Exact | null, taken: string): string {
  const sum = (value ?? ZERO).sub(parseDecimal(taken) ?? ZERO);
  return decimalText(sum);
}

/** 每发现一次扣0.5分，扣完为止. Two different costs in one criterion are no single method. */
function deducted(text: string, full: Exact | null): IndicatorMethod | null {
  const bare = text.replace(MOST_TAKEN, "");
  const step = only(bare, TAKEN);
  if (step === null || BESIDES.test(text) || count(bare, ANY_TAKEN) !== count(bare, TAKEN) || count(bare, ANY_GIVEN) > 0) return null;
  const most = MOST_TAKEN.exec(text)?.[1];
  const floor = most === undefined ? (full ? "0" : null) : minus(full, numeral(most));
  return { kind: "deduct", step, ...(floor === null ? {} : { floor }) };
}

function awarded(text: string, full: Exact | null): IndicatorMethod | null {
  const bare = text.replace(MOST_GIVEN, "");
  const step = only(bare, GIVEN);
  if (step === null || BESIDES.test(text) || count(bare, ANY_GIVEN) !== count(bare, GIVEN) || count(bare, ANY_TAKEN) > 0) return null;
  const most = MOST_GIVEN.exec(text)?.[1];
  const cap = most === undefined ? (full ? decimalText(full) : null) : numeral(most);
  return { kind: "award", step, ...(cap === null ? {} : { cap }) };
}

function againstTarget(text: string, full: Exact | null): IndicatorMethod | null {
  const target = TARGET.exec(text)?.[1];
  if (target === undefined || !full || !BY_SHARE.test(text) || parseDecimal(target)?.equals(ZERO) !== false) return null;
  return { kind: "target-higher", target, floor: "0", cap: decimalText(full) };
}

/** 90分以上得20分，80分以上得15分，80分以下不得分. Shares are left alone: 95% may be entered as 95 or as 0.95. */
function banded(text: string): IndicatorMethod | null {
  if (/[%％]/u.test(text)) return null;
  const found = [...text.matchAll(FROM)].flatMap((match): readonly Threshold[] => (match[1] !== undefined && match[2] !== undefined ? [{ from: match[1], points: match[2] }] : []));
  if (found.length < 2) return null;
  const below = BELOW.exec(text);
  const bands = [...found].sort((a, b) => Number(a.from) - Number(b.from));
  if (new Set(bands.map(({ from }) => from)).size < bands.length) return null;
  const lowest = below ? [{ from: "0", points: below[1] === undefined ? (below[2] ?? "0") : "0" }] : [];
  return { kind: "bands", bands: bands[0] && Number(bands[0].from) > 0 ? [...lowest, ...bands] : bands };
}

function answered(text: string, full: Exact | null): IndicatorMethod | null {
  const nothing = /不得分|得0分|不计分/u.test(text);
  const everything = /得满分/u.test(text) || (full !== null && only(text, /得(\d+(?:\.\d+)?)分/gu) === decimalText(full));
  return full && nothing && everything && count(text, ANY_TAKEN) === 0 ? { kind: "yes-no" } : null;
}

/**
 * The method that an indicator's criterion states clearly, or `null`. `full`: its full mark. `entries`: numbers entered so
 * far; occurrences are not proposed where somebody has entered points. (SC-49)
 */
export function proposeRule(indicator: Indicator, full: Exact | null, entries: readonly number[]): RuleProposal | null {
  const words = [indicator.criterion ?? "", indicator.name];
  const counted = entries.every((entry) => Number.isInteger(entry) && entry >= 0);
  for (const source of words) {
    const text = source.normalize("NFKC").replace(/[^\S\n]+/gu, "");
    if (text === "") continue;
    if (/一票否决/u.test(text)) return { kind: "veto", method: null, evidence: source };
    const method = (counted ? (deducted(text, full) ?? awarded(text, full)) : null) ?? againstTarget(text, full) ?? banded(text) ?? answered(text, full);
    if (method) return { kind: null, method, evidence: source };
  }
  return null;
}
