import type { WorkbenchPageTexts } from "../i18n/workbench-texts";
import type { SelectionFigures } from "./file-service";
import type { Settings } from "../ui/model/settings";

/** Something said to the person; `details` are lines below it. One `key` is shown once, the latest. */
export type Notice = {
  readonly key: string;
  readonly intent: "info" | "success" | "warning" | "error";
  /** Made when it is shown, so that it follows the language. */
  readonly text: (texts: WorkbenchPageTexts) => string;
  readonly details: (texts: WorkbenchPageTexts) => readonly string[];
};

/** The workbook on display, as far as the page's frame shows it. */
export type OpenWorkbook = {
  readonly id: string;
  readonly name: string;
  /** Name under which it is saved. */
  readonly saveName: string;
  readonly extension: string;
  readonly dirty: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
};

export type WorkbenchState = {
  readonly settings: Settings;
  readonly workbook: OpenWorkbook | null;
  /** Name of the file being opened, or `null`. */
  readonly opening: string | null;
  readonly gridReady: boolean;
  readonly notices: readonly Notice[];
  readonly figures: SelectionFigures | null;
  /** Something about the sheet on display that must be known. */
  readonly sheetNote: ((texts: WorkbenchPageTexts) => string) | null;
  readonly recent: readonly string[];
  /** A workbook waits for the answer whether unsaved changes may go. */
  readonly replacing: { readonly name: string } | null;
};
