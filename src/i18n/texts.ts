import type { CodeParams } from "../core/coded-error";
import type { ArchiveTexts } from "../core/archive/archive-texts";
import type { CertificateTexts } from "../core/check/comparability-certificate";
import type { FindingWords } from "../core/check/finding-words";
import type { LedgerTexts } from "../core/ledger/ledger-texts";
import type { ScoreSheetTexts } from "../core/score/sheet-texts";
import type { StructureTexts } from "../core/template/structure-texts";
import { enArchive } from "./en-US/archive";
import { enCertificate } from "./en-US/certificate";
import { enErrors } from "./en-US/errors";
import { enFindingFamilies, enFindingNames, enFindings, enStepFamilies } from "./en-US/findings";
import { enLedger, enLedgerSheets } from "./en-US/ledger";
import { enRecognition } from "./en-US/recognition";
import { enScoreFindings, enScoreSheets } from "./en-US/score";
import { enSession } from "./en-US/session";
import { enStructure } from "./en-US/structure";
import { format } from "./format";
import { zhArchive } from "./zh-CN/archive";
import { zhCertificate } from "./zh-CN/certificate";
import { zhErrors } from "./zh-CN/errors";
import { zhFindingFamilies, zhFindingNames, zhFindings, zhStepFamilies, type StepFamilyTexts } from "./zh-CN/findings";
import { zhLedger, zhLedgerSheets } from "./zh-CN/ledger";
import { zhRecognition } from "./zh-CN/recognition";
import { zhScoreFindings, zhScoreSheets } from "./zh-CN/score";
import { zhSession } from "./zh-CN/session";
import { zhStructure } from "./zh-CN/structure";

export type Locale = "zh-CN" | "en-US";

/** What every entry point says in one language: sentences for codes, and what steps write into the workbook. */
export type Texts = {
  readonly locale: Locale;
  /** What steps write into the workbook. */
  readonly sheets: { readonly structure: StructureTexts; readonly score: ScoreSheetTexts; readonly archive: ArchiveTexts; readonly ledger: LedgerTexts; readonly certificate: CertificateTexts; readonly findings: FindingWords };
  /** The sentence for a finding's, an error's, a notice's or a role's code. A code without a sentence is shown as it is. */
  readonly sentence: (code: string, params?: CodeParams) => string;
  /** The short name of a finding's rule, for lists and filters. */
  readonly findingName: (code: string) => string;
};

export type Dictionary = Readonly<Record<string, string>>;

const SHEETS: Readonly<Record<Locale, Omit<Texts["sheets"], "findings">>> = {
  "zh-CN": { structure: zhStructure, score: zhScoreSheets, archive: zhArchive, ledger: zhLedgerSheets, certificate: zhCertificate },
  "en-US": { structure: enStructure, score: enScoreSheets, archive: enArchive, ledger: enLedgerSheets, certificate: enCertificate },
};

const SENTENCES: Readonly<Record<Locale, readonly Dictionary[]>> = {
  "zh-CN": [zhErrors, zhRecognition, zhStructure, zhFindings, zhScoreFindings, zhArchive, zhSession, zhLedger],
  "en-US": [enErrors, enRecognition, enStructure, enFindings, enScoreFindings, enArchive, enSession, enLedger],
};

const RULES: Readonly<Record<Locale, { readonly names: Dictionary; readonly families: StepFamilyTexts & Dictionary }>> = {
  "zh-CN": { names: zhFindingNames, families: { ...zhFindingFamilies, ...zhStepFamilies } },
  "en-US": { names: enFindingNames, families: { ...enFindingFamilies, ...enStepFamilies } },
};

/** The texts in a language; `own`: the entry point's dictionary, whose sentences are found by the same codes. */
export function textsWith(locale: Locale, own: Dictionary): Texts {
  const sentences = Object.assign({}, ...SENTENCES[locale], own) as Dictionary;
  const { names, families } = RULES[locale];
  const sentence = (code: string, params?: CodeParams): string => {
    // What of it is too large is a sentence of its own.
    const about = params?.["what"];
    const template = (typeof about === "string" ? sentences[`${code}.${about}`] : undefined) ?? sentences[code] ?? code;
    return format(template, params, locale === "en-US" ? ", " : "、");
  };
  const findingName = (code: string): string => names[code] ?? families[code.split(".")[0] ?? ""] ?? families.other;
  return { locale, sheets: { ...SHEETS[locale], findings: { name: findingName, sentence } }, sentence, findingName };
}
