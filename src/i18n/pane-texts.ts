import type { ReportTexts } from "../core/check/finding-report";
import type { CodeParams } from "../core/coded-error";
import { enReport } from "./en-US/report";
import { enPane, enPaneErrors } from "./en-US/pane";
import { format } from "./format";
import { textsWith, type Locale, type Texts } from "./texts";
import { zhReport } from "./zh-CN/report";
import { zhPane, zhPaneErrors, type PaneDictionary } from "./zh-CN/pane";

/** A text of the pane by its key. */
export type PaneKey = keyof PaneDictionary;

/** Everything that the pane says, in one language. */
export type PaneTexts = Texts & {
  readonly say: (key: PaneKey, params?: CodeParams) => string;
  /** What a report of findings says around them. */
  readonly report: ReportTexts;
  /** "12,345" as the language writes whole numbers. */
  readonly count: (value: number) => string;
  /** An ISO time as the language writes it, on this computer's clock; a text that is no time stays as it is. */
  readonly time: (iso: string) => string;
};

function paneTexts(locale: Locale, own: PaneDictionary, errors: Readonly<Record<string, string>>, report: ReportTexts): PaneTexts {
  const separator = locale === "en-US" ? ", " : "、";
  const numbers = new Intl.NumberFormat(locale);
  const times = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  return {
    ...textsWith(locale, errors),
    say: (key, params) => format(own[key], params, separator),
    report,
    count: (value) => numbers.format(value),
    time(iso) {
      const time = new Date(iso);
      return Number.isNaN(time.getTime()) ? iso : times.format(time);
    },
  };
}

const TEXTS: Readonly<Record<Locale, PaneTexts>> = {
  "zh-CN": paneTexts("zh-CN", zhPane, zhPaneErrors, zhReport),
  "en-US": paneTexts("en-US", enPane, enPaneErrors, enReport),
};

/** The pane's texts in a language. */
export function paneTextsOf(locale: Locale): PaneTexts {
  return TEXTS[locale];
}
