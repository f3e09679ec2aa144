import type { CodeParams } from "../core/coded-error";
import { enCli } from "./en-US/cli";
import { enFindings } from "./en-US/findings";
import { enStructure } from "./en-US/structure";
import { format } from "./format";
import { zhCli, type CliTexts } from "./zh-CN/cli";
import { zhFindings } from "./zh-CN/findings";
import { zhStructure, type StructureDictionary } from "./zh-CN/structure";

export const LOCALES = ["zh-CN", "en-US"] as const;
export type Locale = (typeof LOCALES)[number];

/** Everything that is said to people, in one language. */
export type Texts = {
  readonly locale: Locale;
  readonly cli: CliTexts;
  readonly structure: StructureDictionary;
  /** The sentence for a finding's, an error's or a notice's code. A code without a sentence is shown as it is. */
  readonly sentence: (code: string, params?: CodeParams) => string;
};

function textsIn(locale: Locale, cli: CliTexts, structure: StructureDictionary, dictionaries: readonly Readonly<Record<string, string>>[]): Texts {
  const sentences: Readonly<Record<string, string>> = Object.assign({}, ...dictionaries, cli) as Readonly<Record<string, string>>;
  return { locale, cli, structure, sentence: (code, params) => format(sentences[code] ?? code, params) };
}

const TEXTS: Readonly<Record<Locale, Texts>> = {
  "zh-CN": textsIn("zh-CN", zhCli, zhStructure, [zhFindings, zhStructure]),
  "en-US": textsIn("en-US", enCli, enStructure, [enFindings, enStructure]),
};

export function textsOf(locale: Locale): Texts {
  return TEXTS[locale];
}
