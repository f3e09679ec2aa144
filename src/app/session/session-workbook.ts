import { CodedError } from "../../core/coded-error";
import type { Finding } from "../../core/check/finding";
import type { WorkbookSnapshot } from "../../core/grid/snapshot";
import { sameContent, sameSheetContent } from "../../core/plan/same-content";
import type { TableCorrection } from "../../core/recognize/correction";
import type { RecognizedSheet } from "../../core/recognize/table";
import { withoutOwnCells } from "../../core/template/own-cells";
import type { Receipt, WorkbookPort, WorkOptions } from "../../workbook/port";
import { checkAll, type Checked } from "../check-workbook";
import { readRecord, readSnapshot, recognizeWorkbook, rereadWorkbook, type WorkbookReading } from "../read-workbook";
import { keepingPlan, keptIn, NOTHING_KEPT, type KeptData } from "./kept-data";
import { recheckBlock, touchedBoth, type Touched } from "./touched-block";

/** A reading with the number of edits that had been heard of when it was begun. */
type Read = { readonly reading: WorkbookReading; readonly edits: number };

/** What a session knows of its workbook: what was read, whether that still holds, and what is kept beside it. */
export type SessionWorkbook = {
  /** Edited since it was last read. */
  readonly isStale: () => boolean;
  /** Sheets, names and record, without cells where nobody recognised the workbook yet. */
  readonly outline: () => Promise<WorkbookSnapshot>;
  readonly kept: () => Promise<KeptData>;
  /** Reads and recognises everything anew. */
  readonly recognize: (options: WorkOptions | undefined) => Promise<WorkbookReading>;
  /** What was read, read again where somebody edited since. Sheets that say what they said keep their recognition. Error: "not-recognized". */
  readonly current: (options: WorkOptions | undefined) => Promise<WorkbookReading>;
  /** The same with everything that is wrong in it; looked for again only where something changed. */
  readonly checked: (options: WorkOptions | undefined) => Promise<{ readonly reading: WorkbookReading; readonly findings: readonly Finding[] }>;
  /** The same after no more than entries changed since it was checked, with one small reading; `null` where that is not so. (SE-19) */
  readonly recheck: (options: WorkOptions | undefined) => Promise<{ readonly reading: WorkbookReading; readonly findings: readonly Finding[] } | null>;
  /** What was read, if the workbook still says the same, else error "preview.outdated". (SE-8) */
  readonly unchanged: (options: WorkOptions | undefined) => Promise<Read>;
  /** Reads what stands there after a plan of ours. `ours`: it moved and changed nothing of the user's. */
  readonly reread: (before: WorkbookReading, ours: boolean, options: WorkOptions | undefined) => Promise<Read>;
  /** Takes over a reading; a record in it is the truth about what is kept. */
  readonly take: (read: Read) => void;
  /** Reads what stands there after steps were taken back. What was kept stays kept. (SE-4) */
  readonly wentBack: (kept: KeptData) => Promise<void>;
  /** Keeps other data: in the record, where there is one; the receipt then, else `null`. */
  readonly keep: (kept: KeptData, options: WorkOptions | undefined) => Promise<Receipt | null>;
  /** Keeps other corrections, with the sheet they concern (`null`: all sheets) recognised under them; nothing changes where `accept` throws. */
  readonly correct: (sheetId: string | null, corrections: readonly TableCorrection[], accept: (reading: WorkbookReading) => void, options: WorkOptions | undefined) => Promise<{ readonly reading: WorkbookReading; readonly receipt: Receipt | null }>;
};

/** `onEdited` is called after somebody typed; `onOther` when what was read is no longer what previews were made of. */
export function sessionWorkbook(port: WorkbookPort, onEdited: () => void, onOther: () => void): SessionWorkbook {
  let loaded: { readonly reading: WorkbookReading; readonly checked: Checked | null } | null = null;
  let outlined: WorkbookSnapshot | null = null;
  let keptData: KeptData | null = null;
  let stale = false;
  /** Edits that were heard of: one that comes while the workbook is read may or may not be in what was read. */
  let edits = 0;
  let touched: Touched | null = null;

  port.onEdited(({ sheetId, area, purpose }) => {
    // Our own plans are followed by a reading; typing comes from a program without plans, or as a plan of its own.
    if (purpose !== undefined && purpose !== "edit") return;
    stale = true;
    edits++;
    touched = touchedBoth(touched, sheetId, area);
    outlined = null;
    onEdited();
  });

  const outline = async (): Promise<WorkbookSnapshot> => loaded?.reading.workbook ?? (outlined ??= await port.read({ sheets: "all", fields: [] }));

  const kept = async (): Promise<KeptData> => {
    if (keptData) return keptData;
    const workbook = await outline();
    const { record } = readRecord(workbook);
    return (keptData ??= record ? keptIn(workbook, record) : NOTHING_KEPT);
  };

  const take = ({ reading, edits: before }: Read): void => {
    if (!loaded || !sameContent(loaded.reading.workbook, reading.workbook)) onOther();
    loaded = { reading, checked: null };
    outlined = null;
    stale = edits !== before;
    // Which of the edits was in what was read is not known.
    touched = stale ? "more" : null;
    if (reading.record) keptData = keptIn(reading.workbook, reading.record);
  };

  /** Corrections of a workbook with a record are read from there: their names followed the user's edits. */
  const correctionsFor = async (workbook: WorkbookSnapshot): Promise<readonly TableCorrection[] | null> => (readRecord(workbook).record ? null : (await kept()).corrections);

  /** Recognises what is not as it was when it was last recognised. */
  const recognizeChanged = async (reading: WorkbookReading, workbook: WorkbookSnapshot, options: WorkOptions | undefined): Promise<WorkbookReading> => {
    const before = new Map(withoutOwnCells(reading.workbook).sheets.map((sheet) => [sheet.sheetId, sheet]));
    const recognized = recognizedSheets(reading);
    return recognizeWorkbook(workbook, await correctionsFor(workbook), options, (sheet) => (sameSheetContent(sheet, before.get(sheet.sheetId)) ? (recognized.get(sheet.sheetId) ?? null) : null));
  };

  const current = async (options: WorkOptions | undefined): Promise<WorkbookReading> => {
    if (!loaded) throw new CodedError("not-recognized");
    if (!stale) return loaded.reading;
    const read = { edits, reading: await recognizeChanged(loaded.reading, await readSnapshot(port, options), options) };
    take(read);
    return read.reading;
  };

  const keep = async (next: KeptData, options: WorkOptions | undefined): Promise<Receipt | null> => {
    const workbook = await outline();
    const { record } = readRecord(workbook);
    const plan = record && keepingPlan(workbook, record, next);
    const receipt = plan && plan.edits.length > 0 ? await port.apply(plan, options) : null;
    if (receipt) {
      const written = await port.read({ sheets: "all", fields: [] });
      const after = { ...workbook, names: written.names, record: written.record };
      if (loaded) loaded = { ...loaded, reading: { ...loaded.reading, workbook: after, record: readRecord(after).record } };
      else outlined = after;
    }
    keptData = next;
    return receipt;
  };

  return {
    isStale: () => stale,
    outline,
    kept,
    current,
    take,
    keep,
    async recognize(options) {
      const before = edits;
      const workbook = await readSnapshot(port, options);
      const reading = await recognizeWorkbook(workbook, await correctionsFor(workbook), options);
      take({ reading, edits: before });
      return reading;
    },
    async checked(options) {
      const reading = await current(options);
      const checked = loaded?.checked ?? (await checkAll(reading, options));
      loaded = { reading, checked };
      return { reading, findings: checked.findings };
    },
    async recheck(options) {
      const before = edits;
      if (!loaded?.checked || touched === null || touched === "more") return null;
      const block = touched;
      touched = null;
      const { reading, checked } = loaded;
      const done = await recheckBlock(port, reading, checked, block, options).catch((error: unknown) => {
        touched = "more";
        throw error;
      });
      // A correction or a reading may have come about in the meantime.
      if (!done || loaded.reading !== reading) {
        touched = "more";
        return null;
      }
      loaded = done;
      stale = edits !== before;
      onOther();
      return { reading: done.reading, findings: done.checked.findings };
    },
    async unchanged(options) {
      const before = edits;
      if (!loaded || stale || !sameContent(loaded.reading.workbook, await readSnapshot(port, options))) {
        stale = true;
        throw new CodedError("preview.outdated");
      }
      return { reading: loaded.reading, edits: before };
    },
    async reread(before, ours, options) {
      const heard = edits;
      const reading = ours ? await rereadWorkbook(port, before, options) : await recognizeChanged(before, await readSnapshot(port, options), options);
      return { reading, edits: heard };
    },
    async wentBack(before) {
      outlined = null;
      onOther();
      if (loaded) take({ edits, reading: await recognizeChanged(loaded.reading, await readSnapshot(port), undefined) });
      keptData = before;
    },
    async correct(sheetId, corrections, accept, options) {
      const before = await current(options);
      const recognized = recognizedSheets(before);
      const after = await recognizeWorkbook(before.workbook, corrections, options, (sheet) => (sheetId === null || sheet.sheetId === sheetId ? null : (recognized.get(sheet.sheetId) ?? null)));
      accept(after);
      const receipt = await keep({ ...(await kept()), corrections }, options);
      const { workbook, record } = loaded?.reading ?? after;
      const reading = { ...after, workbook, record };
      loaded = { reading, checked: null };
      onOther();
      return { reading, receipt };
    },
  };
}

function recognizedSheets({ sheets }: WorkbookReading): ReadonlyMap<string, RecognizedSheet> {
  return new Map(sheets.map((sheet) => [sheet.sheetId, sheet]));
}
