import type { CodeParams } from "../core/coded-error";
import { enWorkbench } from "./en-US/workbench";
import { format } from "./format";
import { textsWith, type Locale, type Texts } from "./texts";
import { zhWorkbench, type WorkbenchTexts } from "./zh-CN/workbench";

/** Everything that the workbench says, in one language. */
export type WorkbenchPageTexts = Texts & {
  /** A text of the page itself. */
  readonly say: (key: keyof WorkbenchTexts, params?: CodeParams) => string;
};

function pageTexts(locale: Locale, own: WorkbenchTexts): WorkbenchPageTexts {
  return { ...textsWith(locale, own), say: (key, params) => format(own[key], params) };
}

const TEXTS: Readonly<Record<Locale, WorkbenchPageTexts>> = { "zh-CN": pageTexts("zh-CN", zhWorkbench), "en-US": pageTexts("en-US", enWorkbench) };

export function workbenchTexts(locale: Locale): WorkbenchPageTexts {
  return TEXTS[locale];
}
