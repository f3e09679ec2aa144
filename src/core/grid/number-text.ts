import { matchText } from "./fold-text";

/** A number as somebody typed it into a text cell. */
export type NumberText = {
  /** Exact plain decimal: "-12.5", no exponent, no grouping; the sign "%" is not applied ("50%" → "50"). */
  readonly decimal: string;
  /** Written with "%" ("％", "百分之"). */
  readonly percent: boolean;
  /** What followed the number ("分", "points", "人", "元"), folded; null where nothing did. 万 and 亿 are applied, not kept. */
  readonly unit: string | null;
};

const PLAIN = /^([+\-\u2212\u2013]?)\s?(\d{1,3}(?:,\d{3})+|\d+)?(\.\d*)?\s?(万|亿)?(.*)$/;
const MAX_UNIT_LENGTH = 12;
const UNIT = /^(?:[a-z\u00b0\u00b2\u00b3$€£¥/]+\.?|[\u3400-\u9fff/]{1,6})$/;

/**
 * Reads text that is a number with at most a sign, grouping, 万/亿, "%" and a unit: "１０分", "1,200.50", "50 %", "3.5万元",
 * "10 points". Anything else (ranges, dates, "第3名", numbering such as "1.2.3") is `null`. Rule RC-3.
 */
export function readNumberText(text: string): NumberText | null {
  if (text.length > 60) return null;
  const folded = matchText(text).replace(/^[¥$€£]\s?/, "");
  const spelled = /^百分之(\d+(?:\.\d+)?)$/.exec(folded);
  if (spelled?.[1]) return { decimal: tidyDecimal(spelled[1]), percent: true, unit: null };
  const match = PLAIN.exec(folded);
  if (!match) return null;
  const [, sign = "", whole = "", fraction = "", scale = "", rest = ""] = match;
  if (whole === "" && fraction.length < 2) return null;
  const tail = rest.trim();
  const percent = tail === "%";
  const unit = percent || tail === "" ? null : tail;
  if (unit !== null && (unit.length > MAX_UNIT_LENGTH || !UNIT.test(unit))) return null;
  if (unit !== null && /^(?:年|月|日|号|季度|级|等|名|第|期|届|类|班|组|队)|(?:以上|以下|以内|以外|左右|上下|不等|起|内|至|到)$/.test(unit)) return null;
  const digits = tidyDecimal(`${whole === "" ? "0" : whole.replaceAll(",", "")}${fraction}`);
  const shifted = scale === "" ? digits : shiftDecimal(digits, scale === "万" ? 4 : 8);
  const negative = sign !== "" && sign !== "+" && shifted !== "0";
  return { decimal: negative ? `-${shifted}` : shifted, percent, unit };
}

/**
 * The shortest plain decimal of a number as Excel shows it in full: 15 significant digits, no exponent
 * (0.1+0.2 → "0.3", 1e21 → "1000000000000000000000"). Not finite: `null`. Rule RC-3.
 */
export function decimalTextOf(value: number): string | null {
  if (!Number.isFinite(value)) return null;
  const text = String(Number(value.toPrecision(15)));
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text === "-0" ? "0" : text;
  const [, sign = "", whole = "0", fraction = "", exponent = "0"] = match;
  return sign + shiftDecimal(`${whole}.${fraction}`, Number(exponent));
}

/** Moves the decimal point of an unsigned plain decimal by `places` (positive: to the right), exactly. */
export function shiftDecimal(decimal: string, places: number): string {
  const [whole = "0", fraction = ""] = decimal.split(".");
  if (places >= 0) {
    const padded = fraction.padEnd(places, "0");
    return tidyDecimal(`${whole}${padded.slice(0, places)}.${padded.slice(places)}`);
  }
  const padded = whole.padStart(1 - places, "0");
  return tidyDecimal(`${padded.slice(0, padded.length + places)}.${padded.slice(padded.length + places)}${fraction}`);
}

/** No leading zeros but one, no trailing zeros after the point, no bare point. */
function tidyDecimal(decimal: string): string {
  const [whole = "", fraction = ""] = decimal.split(".");
  const head = whole.replace(/^0+(?=\d)/, "") || "0";
  let end = fraction.length;
  while (end > 0 && fraction.charCodeAt(end - 1) === 48) end--;
  return end === 0 ? head : `${head}.${fraction.slice(0, end)}`;
}
