import type { HeaderWords } from "../template/header-table";
import { INDICATOR_WORDS, type IndicatorField } from "../template/template-words";

/** What is filled in on an issued sheet. */
export const ENTRY_FIELDS = ["chosen", "score", "remark"] as const;
export type EntryField = (typeof ENTRY_FIELDS)[number];

/** Header words of an issued sheet, whichever language it was issued in. (CO-4) */
export const ISSUED_WORDS: HeaderWords<IndicatorField | EntryField> = {
  ...INDICATOR_WORDS,
  chosen: /^(选择|是否选择|自选|chosen)$/u,
  score: /^(得分|自评得分|自评分|评分|实得分|score)$/u,
  remark: /^(完成情况|完成情况说明|情况说明|说明|备注|remark|completion)$/u,
};

export const STRIP_FIELDS = ["subject", "code", "unit", "template", "period", "edition", "deadline", "fingerprint"] as const;
export type StripField = (typeof STRIP_FIELDS)[number];

/** Labels of the strip above the table. (CO-4) */
export const STRIP_WORDS: HeaderWords<StripField> = {
  subject: /^(考[评核]对象|被考[评核](人|单位)|姓名|subject)$/u,
  code: /^(对象编号|编号|subjectcode|subjectno\.?)$/u,
  unit: /^(所在单位|单位|部门|unit)$/u,
  template: /^(模板|适用模板|template)$/u,
  period: /^(考[评核]周期|period)$/u,
  edition: /^(版次|edition)$/u,
  deadline: /^(截止日期|deadline)$/u,
  fingerprint: /^(校验码|checkcode)$/u,
};

/** Key of the n-th row (from 1) for indicators of the subject's own. (IS-17) */
export function ownRowKey(n: number): string {
  return `OWN-${String(n)}`;
}

/** The number of a row for own indicators, or `null` for any other key. */
export function ownRowOf(key: string): number | null {
  const n = /^OWN-(\d{1,3})$/iu.exec(key)?.[1];
  return n === undefined ? null : Number(n);
}
