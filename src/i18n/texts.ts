import type { CodeParams } from "../core/coded-error";
import type { ArchiveTexts } from "../core/archive/archive-texts";
import type { ScoreSheetTexts } from "../core/score/sheet-texts";
import type { StructureTexts } from "../core/template/structure-texts";
import { enArchive } from "./en-US/archive";
import { enCli } from "./en-US/cli";
import { enErrors } from "./en-US/errors";
import { enFindings } from "./en-US/findings";
import { enRecognition } from "./en-US/recognition";
import { enScoreFindings, enScoreSheets } from "./en-US/score";
import { enStructure } from "./en-US/structure";
import { format } from "./format";
import { zhArchive } from "./zh-CN/archive";
import { zhCli, type CliTexts } from "./zh-CN/cli";
import { zhErrors } from "./zh-CN/errors";
import { zhFindings } from "./zh-CN/findings";
import { zhRecognition } from "./zh-CN/recognition";
import { zhScoreFindings, zhScoreSheets } from "./zh-CN/score";
import { zhStructure } from "./zh-CN/structure";

export type Locale = "zh-CN" | "en-US";

/** Everything that is said to people, in one language. */
export type Texts = {
  readonly locale: Locale;
  readonly cli: CliTexts;
  /** What steps write into the workbook. */
  readonly sheets: { readonly structure: StructureTexts; readonly score: ScoreSheetTexts; readonly archive: ArchiveTexts };
  /** The sentence for a finding's, an error's, a notice's or a role's code. A code without a sentence is shown as it is. */
  readonly sentence: (code: string, params?: CodeParams) => string;
};

type Dictionary = Readonly<Record<string, string>>;

function textsIn(locale: Locale, cli: CliTexts, sheets: Texts["sheets"], dictionaries: readonly Dictionary[]): Texts {
  const sentences = Object.assign({}, ...dictionaries, cli) as Dictionary;
  return { locale, cli, sheets, sentence: (code, params) => format(sentences[code] ?? code, params, locale === "en-US" ? ", " : "、") };
}

const TEXTS: Readonly<Record<Locale, Texts>> = {
  "zh-CN": textsIn("zh-CN", zhCli, { structure: zhStructure, score: zhScoreSheets, archive: zhArchive }, [
    zhErrors,
    zhRecognition,
    zhStructure,
    zhFindings,
    zhScoreFindings,
    zhArchive,
  ]),
  "en-US": textsIn("en-US", enCli, { structure: enStructure, score: enScoreSheets, archive: enArchive }, [
    enErrors,
    enRecognition,
    enStructure,
    enFindings,
    enScoreFindings,
    enArchive,
  ]),
};

export function textsOf(locale: Locale): Texts {
  return TEXTS[locale];
}
