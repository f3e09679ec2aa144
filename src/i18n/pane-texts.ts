import type { ReportTexts } from "../core/check/finding-report";
import type { CodeParams } from "../core/coded-error";
import { enFindingFamilies, enFindingNames } from "./en-US/findings";
import { enReport } from "./en-US/report";
import { enPane, enPaneErrors } from "./en-US/pane";
import { format } from "./format";
import { textsWith, type Locale, type Texts } from "./texts";
import { zhFindingFamilies, zhFindingNames } from "./zh-CN/findings";
import { zhReport } from "./zh-CN/report";
import { zhPane, zhPaneErrors, type PaneDictionary } from "./zh-CN/pane";

/** A text of the pane by its key. */
export type PaneKey = keyof PaneDictionary;

/** Everything that the pane says, in one language. */
export type PaneTexts = Texts & {
  readonly say: (key: PaneKey, params?: CodeParams) => string;
  /** The short name of a finding's rule, for lists and filters. */
  readonly findingName: (code: string) => string;
  /** What a report of findings says around them. */
  readonly report: ReportTexts;
  /** "12,345" as the language writes whole numbers. */
  readonly count: (value: number) => string;
  /** An ISO time as the language writes it, on this computer's clock; a text that is no time stays as it is. */
  readonly time: (iso: string) => string;
};

function paneTexts(locale: Locale, own: PaneDictionary, errors: Readonly<Record<string, string>>, names: Readonly<Record<string, string>>, families: Readonly<Record<string, string>>, report: ReportTexts): PaneTexts {
  const separator = locale === "en-US" ? ", " : "、";
  const numbers = new Intl.NumberFormat(locale);
  const times = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const ownFamilies: Readonly<Record<string, string>> = own;
  return {
    ...textsWith(locale, errors),
    say: (key, params) => format(own[key], params, separator),
    findingName(code) {
      const [family = ""] = code.split(".");
      return names[code] ?? families[family] ?? ownFamilies[`family.${family}`] ?? own["family.other"];
    },
    report,
    count: (value) => numbers.format(value),
    time(iso) {
      const time = new Date(iso);
      return Number.isNaN(time.getTime()) ? iso : times.format(time);
    },
  };
}

const TEXTS: Readonly<Record<Locale, PaneTexts>> = {
  "zh-CN": paneTexts("zh-CN", zhPane, zhPaneErrors, zhFindingNames, zhFindingFamilies, zhReport),
  "en-US": paneTexts("en-US", enPane, enPaneErrors, enFindingNames, enFindingFamilies, enReport),
};

/** The pane's texts in a language. */
export function paneTextsOf(locale: Locale): PaneTexts {
  return TEXTS[locale];
}
