import type { CertificateTexts } from "../core/check/comparability-certificate";
import type { ReportTexts } from "../core/check/finding-report";
import { enCertificate } from "./en-US/certificate";
import { enCli } from "./en-US/cli";
import { enLedgerCli } from "./en-US/ledger";
import { enReport } from "./en-US/report";
import { textsWith, type Locale, type Texts } from "./texts";
import { zhCertificate } from "./zh-CN/certificate";
import { zhCli, type CliTexts } from "./zh-CN/cli";
import { zhLedgerCli, type LedgerCliTexts } from "./zh-CN/ledger";
import { zhReport } from "./zh-CN/report";

/** Everything that the command line says, in one language. */
export type CommandLineTexts = Texts & { readonly cli: CliTexts & LedgerCliTexts; readonly report: ReportTexts; readonly certificate: CertificateTexts };

const TEXTS: Readonly<Record<Locale, CommandLineTexts>> = {
  "zh-CN": { ...textsWith("zh-CN", { ...zhCli, ...zhLedgerCli }), cli: { ...zhCli, ...zhLedgerCli }, report: zhReport, certificate: zhCertificate },
  "en-US": { ...textsWith("en-US", { ...enCli, ...enLedgerCli }), cli: { ...enCli, ...enLedgerCli }, report: enReport, certificate: enCertificate },
};

export function textsOf(locale: Locale): CommandLineTexts {
  return TEXTS[locale];
}
