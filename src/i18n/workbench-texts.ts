import type { CodeParams } from "../core/coded-error";
import { enCollectFindings } from "./en-US/collect";
import { enEditionFindings } from "./en-US/edition";
import { enIssueFindings } from "./en-US/issue";
import { enWorkbench } from "./en-US/workbench";
import { format } from "./format";
import { textsWith, type Locale, type Texts } from "./texts";
import { zhCollectFindings } from "./zh-CN/collect";
import { zhEditionFindings } from "./zh-CN/edition";
import { zhIssueFindings } from "./zh-CN/issue";
import { zhWorkbench, type WorkbenchTexts } from "./zh-CN/workbench";

/** Everything that the workbench says, in one language. */
export type WorkbenchPageTexts = Texts & {
  /** A text of the page itself. */
  readonly say: (key: keyof WorkbenchTexts, params?: CodeParams) => string;
};

function pageTexts(locale: Locale, own: WorkbenchTexts, season: Readonly<Record<string, string>>): WorkbenchPageTexts {
  // The season's page says what the command line says of templates, rosters and returns.
  return { ...textsWith(locale, { ...season, ...own }), say: (key, params) => format(own[key], params) };
}

const TEXTS: Readonly<Record<Locale, WorkbenchPageTexts>> = { "zh-CN": pageTexts("zh-CN", zhWorkbench, { ...zhIssueFindings, ...zhCollectFindings, ...zhEditionFindings }), "en-US": pageTexts("en-US", enWorkbench, { ...enIssueFindings, ...enCollectFindings, ...enEditionFindings }) };

export function workbenchTexts(locale: Locale): WorkbenchPageTexts {
  return TEXTS[locale];
}
