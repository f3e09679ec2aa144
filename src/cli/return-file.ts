import { basename } from "node:path";

import type { ReadReturn } from "../app/office/collect";
import { readReturn } from "../core/collect/read-return";
import { openWorkbook } from "../workbook/file/open-workbook";
import { readWorkbookFile } from "./disk";
import { codedError } from "./process-file";

/** `bytes`: of a file that is none on the disk. */
export type ReturnFileTask = { readonly returned: string; readonly bytes: Uint8Array | null };

/** Reads a returned workbook. Never rejects: what cannot be read is this file's outcome. (CO-2) */
export async function readReturnFile({ returned, bytes }: ReturnFileTask): Promise<ReadReturn> {
  const name = basename(returned);
  try {
    const workbook = await openWorkbook(bytes ?? (await readWorkbookFile(returned)), name);
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
