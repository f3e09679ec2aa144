import type { SheetProtection } from "../../core/grid/snapshot";
import type { ProtectionOptions } from "../../core/plan/edit";
import type { OutlineSheet } from "./outline";

/** The four options that plans know, of Excel's. Excel does not say whether there is a password before it is asked to lift it. (XL-8) */
export function sheetProtection({ protection }: OutlineSheet): SheetProtection | null {
  if (!protection) return null;
  return {
    hasPassword: false,
    options: {
      allowFormatCells: protection.allowFormatCells ?? false,
      allowFormatColumns: protection.allowFormatColumns ?? false,
      allowSort: protection.allowSort ?? false,
      allowAutoFilter: protection.allowAutoFilter ?? false,
    },
  };
}

/** What to protect with: the plan's four options, and what the former protection said of everything else. (XL-15) */
export function protectionFor(options: ProtectionOptions, former: Excel.WorksheetProtectionOptions | null): Excel.WorksheetProtectionOptions {
  return { ...former, ...options };
}
