import { extname } from "node:path";
import { CodedError } from "../core/coded-error";
import { compareTemplates, type PostTemplate } from "../core/check/comparability";
import { certificateEdits, type CertificateScope } from "../core/check/comparability-certificate";
import type { CommandLineTexts } from "../i18n/command-line-texts";
import { createBlankWorkbook } from "../workbook/file/blank-workbook";
import { writeAtomically } from "./disk";

/** Whether a certificate can be written under this name. Error: "cli.certificate". (CL-17) */
export function ensureCertificateName(path: string): void {
  if (extname(path).toLowerCase() !== ".xlsx") throw new CodedError("cli.certificate");
}

/** Compares the tables of all files and writes what differs as one sheet. (CL-17, CK-94) */
export async function writeCertificate(path: string, templates: readonly PostTemplate[], scope: CertificateScope, texts: CommandLineTexts): Promise<void> {
  const workbook = createBlankWorkbook(texts.sheets.certificate["certificate.sheet"]);
  const { sheets } = await workbook.read({ sheets: "all", fields: [] });
  await workbook.apply({ purpose: "edit", edits: certificateEdits(sheets[0]?.sheetId ?? "", compareTemplates(templates), scope, texts.sheets.certificate) });
  await writeAtomically(path, workbook.save());
}
