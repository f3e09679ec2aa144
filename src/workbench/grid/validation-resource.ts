import { DataValidationErrorStyle, DataValidationRenderMode, DataValidationType, type IResources } from "@univerjs/core";
import { serializeListOptions } from "@univerjs/sheets";
import type { SheetView } from "../../workbook/file/view/view";
import { rangeOf } from "./univer-data";

/**
 * Lists and prompts as Univer's resource. It only offers them: whether an entry is allowed is judged by the workbook.
 */
export function validationResource(sheets: readonly SheetView[]): IResources[number] {
  const bySheet: Record<string, unknown[]> = {};
  for (const sheet of sheets) {
    bySheet[sheet.sheetId] = sheet.validations.flatMap((validation, at) => {
      const items = validation.dropdown ? (validation.items ?? []) : [];
      const isList = items.length > 0;
      if (!isList && validation.prompt === null) return [];
      return [
        {
          uid: `${sheet.sheetId}-${at}`,
          type: isList ? DataValidationType.LIST : DataValidationType.ANY,
          ranges: validation.areas.map(rangeOf),
          ...(isList && { formula1: serializeListOptions([...items]), renderMode: DataValidationRenderMode.ARROW }),
          allowBlank: true,
          errorStyle: DataValidationErrorStyle.INFO,
          showErrorMessage: false,
          ...(validation.prompt && { showInputMessage: true, promptTitle: validation.prompt.title, prompt: validation.prompt.text }),
        },
      ];
    });
  }
  return { name: "SHEET_DATA_VALIDATION_PLUGIN", data: JSON.stringify(bySheet) };
}
