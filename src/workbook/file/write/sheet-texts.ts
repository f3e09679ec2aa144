import type { WorkbookState } from "../workbook-state";
import { withText } from "./package-edits";
import { type SheetDraft, sheetDraftText } from "./sheet-draft";

/** The state with the text of every sheet that was changed. */
export function withSheetTexts(state: WorkbookState, drafts: Iterable<{ readonly draft: SheetDraft; readonly partName: string }>): WorkbookState {
  let { parts } = state;
  for (const { draft, partName } of drafts) {
    const text = sheetDraftText(draft);
    if (text !== draft.text) parts = withText(parts, partName, text);
  }
  return { ...state, parts };
}
