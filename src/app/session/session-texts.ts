import type { ArchiveTexts } from "../../core/archive/archive-texts";
import type { CertificateTexts } from "../../core/check/comparability-certificate";
import type { FindingWords } from "../../core/check/finding-words";
import type { LedgerTexts } from "../../core/ledger/ledger-texts";
import type { ScoreSheetTexts } from "../../core/score/sheet-texts";
import type { StructureTexts } from "../../core/template/structure-texts";

/** What steps write into the workbook, in the user's language. */
export type SessionTexts = { readonly structure: StructureTexts; readonly score: ScoreSheetTexts; readonly archive: ArchiveTexts; readonly ledger: LedgerTexts; readonly certificate: CertificateTexts; readonly findings: FindingWords };
