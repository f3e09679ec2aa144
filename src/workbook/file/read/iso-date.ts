const MS_PER_DAY = 86_400_000;
/** 1899-12-30: with it, serial numbers from 61 (1900-03-01) on come out as Excel counts them. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

/**
 * "2021-03-04T05:06:07.5Z", "2021-03-04" or "05:06:07" → serial number of Excel's calendar; `null` where it is no date.
 * Days before 1900-03-01 are one less, because Excel's calendar has a 29 February 1900.
 */
export function serialOfIsoDate(text: string, date1904: boolean): number | null {
  const match = /^(?:(\d{4})-(\d{2})-(\d{2}))?T?(?:(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?(?:Z|[+-]\d{2}:\d{2})?$/.exec(text.trim());
  if (!match || (match[1] === undefined && match[4] === undefined)) return null;
  const time = (Number(match[4] ?? 0) * 3600 + Number(match[5] ?? 0) * 60 + Number(match[6] ?? 0)) / 86_400;
  if (match[1] === undefined) return time;
  const midnight = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  const days = Math.round((midnight - (date1904 ? EPOCH_1904 : EPOCH_1900)) / MS_PER_DAY);
  return (!date1904 && days < 61 ? days - 1 : days) + time;
}
