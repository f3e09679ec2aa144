import { foldName, type TableView } from "./table-view";
import { statedPeriod, type StatedPeriod } from "./stated-period";

const PERIOD_LABEL = /^(?:考核|考评|评价|绩效)?(?:期间?|周期|时段|年月|月份|年度|季度)$|^(?:assessment|review|evaluation)?period$/iu;

const YEAR = /20\d{2}(?=年|-)/u;

/**
 * What the fill-in strip says, else the shorter of the periods that the title and the sheet's name speak of: the sheet 3月 of a table of 2026 is March 2026.
 * A text without a year is of that which the others name, else of `year`. (CK-102)
 */
export function tablePeriod({ table: { table }, sheet }: TableView, year: number | null = null): StatedPeriod | null {
  const strip = table.meta.find(({ label }) => PERIOD_LABEL.test(foldName(label).replace(/:$/u, "")))?.value ?? "";
  const texts = [strip, table.title, sheet.name];
  const named = texts.map((text) => YEAR.exec(text.normalize("NFKC"))?.[0]).find((found) => found !== undefined);
  const within = named === undefined ? year : Number(named);
  const [inStrip = null, ...others] = texts.map((text) => (text === "" ? null : statedPeriod(text, within)));
  if (inStrip) return inStrip;
  return others.reduce<StatedPeriod | null>((closest, period) => (period && (!closest || days(period) < days(closest)) ? period : closest), null);
}

function days({ from, to }: StatedPeriod): number {
  return Date.parse(to) - Date.parse(from);
}
