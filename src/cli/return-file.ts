import { basename } from "node:path";

import { readReturn, type ReturnReading } from "../core/collect/read-return";
import type { CodeParams } from "../core/coded-error";
import { openWorkbook } from "../workbook/file/open-workbook";
import { readWorkbookFile } from "./disk";
import { codedError } from "./process-file";

export type ReturnFileTask = { readonly returned: string };

/** Plain data, which survives the way between threads. */
export type ReturnFile =
  | { readonly ok: true; readonly reading: ReturnReading; readonly hasMacros: boolean; readonly converted: boolean }
  | { readonly ok: false; readonly code: string; readonly params: CodeParams };

/** Reads a returned workbook. Never rejects: what cannot be read is this file's outcome. (CO-2) */
export async function readReturnFile({ returned }: ReturnFileTask): Promise<ReturnFile> {
  const name = basename(returned);
  try {
    const workbook = await openWorkbook(await readWorkbookFile(returned), name);
    const reading = readReturn(await workbook.read({ sheets: "all", fields: ["values", "formulas"] }));
    return {
      ok: true,
      reading,
      hasMacros: /m$/.test(workbook.extension) || workbook.losses.some(({ code }) => code === "loss.macros"),
      converted: workbook.losses.length > 0,
    };
  } catch (error) {
    const { code, params } = codedError(error);
    return { ok: false, code, params: { name, ...params } };
  }
}
