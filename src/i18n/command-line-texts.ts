import type { CascadeTexts } from "../core/cascade/cascade-sheets";
import type { CoverageTexts } from "../core/edition/coverage-sheet";
import type { EditionTexts } from "../core/edition/edition-texts";
import type { MigrationTexts } from "../core/edition/migration-sheets";
import type { ReportTexts } from "../core/check/finding-report";
import type { CollectTexts } from "../core/collect/collect-texts";
import type { IssueTexts } from "../core/issue/issue-texts";
import type { IndicatorTexts, TemplateTexts } from "../core/template/template-texts";
import { enCascade } from "./en-US/cascade";
import { enCli } from "./en-US/cli";
import { enCollectFindings, enCollectSheets } from "./en-US/collect";
import { enCoverFindings, enCoverSheets } from "./en-US/cover";
import { enEditionFindings, enEditionSheets } from "./en-US/edition";
import { enIssueFindings, enIssueSheets } from "./en-US/issue";
import { enLedgerCli } from "./en-US/ledger";
import { enMigrationFindings, enMigrationSheets } from "./en-US/migrate";
import { enReport } from "./en-US/report";
import { textsWith, type Locale, type Texts } from "./texts";
import { zhCascade } from "./zh-CN/cascade";
import { zhCli, type CliTexts } from "./zh-CN/cli";
import { zhCollectFindings, zhCollectSheets } from "./zh-CN/collect";
import { zhCoverFindings, zhCoverSheets } from "./zh-CN/cover";
import { zhEditionFindings, zhEditionSheets } from "./zh-CN/edition";
import { zhIssueFindings, zhIssueSheets } from "./zh-CN/issue";
import { zhLedgerCli, type LedgerCliTexts } from "./zh-CN/ledger";
import { zhMigrationFindings, zhMigrationSheets } from "./zh-CN/migrate";
import { zhReport } from "./zh-CN/report";

/** Everything that the command line says, in one language. */
export type CommandLineTexts = Texts & { readonly cli: CliTexts & LedgerCliTexts; readonly report: ReportTexts; readonly issue: TemplateTexts & IssueTexts; readonly edition: Omit<EditionTexts, keyof TemplateTexts>; readonly migrate: MigrationTexts; readonly cover: Omit<CoverageTexts, keyof IndicatorTexts>; readonly collect: Omit<CollectTexts, keyof IndicatorTexts>; readonly cascade: CascadeTexts };

const TEXTS: Readonly<Record<Locale, CommandLineTexts>> = {
  "zh-CN": { ...textsWith("zh-CN", { ...zhCli, ...zhLedgerCli, ...zhIssueFindings, ...zhCollectFindings, ...zhEditionFindings, ...zhMigrationFindings, ...zhCoverFindings }), cli: { ...zhCli, ...zhLedgerCli }, report: zhReport, issue: zhIssueSheets, edition: zhEditionSheets, migrate: zhMigrationSheets, cover: zhCoverSheets, collect: zhCollectSheets, cascade: zhCascade },
  "en-US": { ...textsWith("en-US", { ...enCli, ...enLedgerCli, ...enIssueFindings, ...enCollectFindings, ...enEditionFindings, ...enMigrationFindings, ...enCoverFindings }), cli: { ...enCli, ...enLedgerCli }, report: enReport, issue: enIssueSheets, edition: enEditionSheets, migrate: enMigrationSheets, cover: enCoverSheets, collect: enCollectSheets, cascade: enCascade },
};

export function textsOf(locale: Locale): CommandLineTexts {
  return TEXTS[locale];
}
