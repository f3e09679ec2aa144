import { basename } from "node:path";

import type { ReadReturn } from "../app/office/collect";
import { readReturn } from "../core/collect/read-return";
import { openWorkbook } from "../workbook/file/open-workbook";
import { readWorkbookFile } from "./disk";
import { codedError } from "./process-file";
import { digestOf } from "./reading-journal";

/** `bytes`: of a file that is none on the disk. `wantsDigest`: the answer is to say of which content it is. */
export type ReturnFileTask = { readonly returned: string; readonly bytes: Uint8Array | null; readonly wantsDigest?: boolean };

/** Reads a returned workbook. Never rejects: what cannot be read is this file's outcome. (CO-2) */
export async function readReturnFile({ returned, bytes, wantsDigest = false }: ReturnFileTask): Promise<ReadReturn> {
  const name = basename(returned);
  try {
    const content = bytes ?? (await readWorkbookFile(returned));
    const workbook = await openWorkbook(content, name);
    const reading = readReturn(await workbook.read({ sheets: "all", fields: ["values", "formulas"] }));
    return {
      ok: true,
      reading,
      hasMacros: /m$/.test(workbook.extension) || workbook.losses.some(({ code }) => code === "loss.macros"),
      converted: workbook.losses.length > 0,
      ...(wantsDigest ? { digest: digestOf(content) } : {}),
    };
  } catch (error) {
    const { code, params } = codedError(error);
    return { ok: false, code, params: { name, ...params } };
  }
}
