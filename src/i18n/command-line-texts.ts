import type { ReportTexts } from "../core/check/finding-report";
import type { IssueTexts } from "../core/issue/issue-texts";
import type { TemplateTexts } from "../core/template/template-texts";
import { enCli } from "./en-US/cli";
import { enIssueFindings, enIssueSheets } from "./en-US/issue";
import { enReport } from "./en-US/report";
import { textsWith, type Locale, type Texts } from "./texts";
import { zhCli, type CliTexts } from "./zh-CN/cli";
import { zhIssueFindings, zhIssueSheets } from "./zh-CN/issue";
import { zhReport } from "./zh-CN/report";

/** Everything that the command line says, in one language. */
export type CommandLineTexts = Texts & { readonly cli: CliTexts; readonly report: ReportTexts; readonly issue: TemplateTexts & IssueTexts };

const TEXTS: Readonly<Record<Locale, CommandLineTexts>> = {
  "zh-CN": { ...textsWith("zh-CN", { ...zhCli, ...zhIssueFindings }), cli: zhCli, report: zhReport, issue: zhIssueSheets },
  "en-US": { ...textsWith("en-US", { ...enCli, ...enIssueFindings }), cli: enCli, report: enReport, issue: enIssueSheets },
};

export function textsOf(locale: Locale): CommandLineTexts {
  return TEXTS[locale];
}
