import { matchText } from "../grid/fold-text";

/** A mark or share written into a name or a header: "部门决策(25分)", "任务绩效30%", "Design (10 points)". */
export type MarkInText = {
  /** The text without the mark, folded. */
  readonly name: string;
  /** Exact decimal; with "%" for a share. */
  readonly weight: string | null;
  readonly fullMark: string | null;
};

const BRACKETED = /[([【]\s?(?:满分|共|权重|占比|占)?\s?[:：]?\s?(\d{1,4}(?:\.\d{1,4})?)\s?(%|分|points?|pts?|marks?)?\s?[)\]】]/;
const AT_END = /(?:^|[^\d.\-~至])(\d{1,4}(?:\.\d{1,4})?)\s?(%|分|points?|pts?|marks?)$/;

/** Finds a mark in a text of up to 200 characters; `null` where there is none or it is a range or a rule ("每次扣2分"). Rule RC-32. */
export function readMarkInText(text: string): MarkInText | null {
  if (text.length > 200) return null;
  const folded = matchText(text);
  const bracketed = BRACKETED.exec(folded);
  if (bracketed?.[1] && bracketed[2]) return made(folded.replace(bracketed[0], " "), bracketed[1], bracketed[2]);
  if (/[扣加得减每]|[。;；]/.test(folded)) return null;
  const ending = AT_END.exec(folded);
  if (ending?.[1] && ending[2]) {
    const at = folded.lastIndexOf(ending[1]);
    return at <= 0 ? null : made(folded.slice(0, at), ending[1], ending[2]);
  }
  return null;
}

function made(rest: string, digits: string, sign: string): MarkInText {
  const decimal = digits.includes(".") ? digits.replace(/^0+(?=\d)/, "").replace(/\.?0+$/, "") : digits.replace(/^0+(?=\d)/, "");
  const name = rest.replace(/\s+/g, " ").replace(/[\s:,，、-]+$/, "").trim();
  return sign === "%" ? { name, weight: `${decimal}%`, fullMark: null } : { name, weight: null, fullMark: decimal };
}
