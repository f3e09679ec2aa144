import type { ReportTexts } from "../core/check/finding-report";
import { enCli } from "./en-US/cli";
import { enReport } from "./en-US/report";
import { textsWith, type Locale, type Texts } from "./texts";
import { zhCli, type CliTexts } from "./zh-CN/cli";
import { zhReport } from "./zh-CN/report";

/** Everything that the command line says, in one language. */
export type CommandLineTexts = Texts & { readonly cli: CliTexts; readonly report: ReportTexts };

const TEXTS: Readonly<Record<Locale, CommandLineTexts>> = {
  "zh-CN": { ...textsWith("zh-CN", zhCli), cli: zhCli, report: zhReport },
  "en-US": { ...textsWith("en-US", enCli), cli: enCli, report: enReport },
};

export function textsOf(locale: Locale): CommandLineTexts {
  return TEXTS[locale];
}
