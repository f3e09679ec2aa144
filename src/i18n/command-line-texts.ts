import { enCli } from "./en-US/cli";
import { textsWith, type Locale, type Texts } from "./texts";
import { zhCli, type CliTexts } from "./zh-CN/cli";

/** Everything that the command line says, in one language. */
export type CommandLineTexts = Texts & { readonly cli: CliTexts };

const TEXTS: Readonly<Record<Locale, CommandLineTexts>> = {
  "zh-CN": { ...textsWith("zh-CN", zhCli), cli: zhCli },
  "en-US": { ...textsWith("en-US", enCli), cli: enCli },
};

export function textsOf(locale: Locale): CommandLineTexts {
  return TEXTS[locale];
}
