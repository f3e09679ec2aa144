import { CodedError } from "../../core/coded-error";
import type { Finding } from "../../core/check/finding";
import { cellsOfFinding, fixableCells, type FixableCell } from "../../core/check/fixes/fixable-cells";
import { planFixes } from "../../core/check/fixes/plan-fixes";
import { intersection, toA1 } from "../../core/grid/address";
import type { Plan } from "../../core/plan/plan";
import { sameContent, sameSheetContent } from "../../core/plan/same-content";
import { summarizePlan } from "../../core/plan/plan-summary";
import { anchoredArea, archiveAnchors, ownSheetAnchor } from "../../core/store/anchors";
import type { WorkbookSnapshot } from "../../core/grid/snapshot";
import { withoutOwnCells } from "../../core/template/own-cells";
import type { ScoringTable } from "../../core/template/scoring-table";
import type { Receipt, WorkbookPort, WorkOptions } from "../../workbook/port";
import { verifyReading } from "../archive-workbook";
import { checkReading } from "../check-workbook";
import { readRecord, readSnapshot, recognizeWorkbook, rereadWorkbook, type WorkbookReading } from "../read-workbook";
import { yieldToHost } from "../yield-to-host";
import { appliedSteps } from "./applied-steps";
import { archiveStages } from "./archive-stages";
import { changeViews } from "./change-views";
import { corrected } from "./corrected";
import { findingViews, identified } from "./finding-views";
import { keepingPlan, keptIn, NOTHING_KEPT, planKeeping, type KeptData } from "./kept-data";
import { sheetViews } from "./recognition-views";
import { schemeView } from "./scheme-view";
import { scoreStages } from "./score-stages";
import type { CheckView, FindingView, PreviewView, RecognitionView, Session, SessionState } from "./session";
import type { SessionTexts } from "./session-texts";
import { serialWork } from "./serial-work";
import { combinedPlan, type Stage, type StageResult } from "./stage";
import { structureStages } from "./structure-stages";

/** What was read, and what was made of it since. */
type Loaded = {
  readonly reading: WorkbookReading;
  /** What the last check found; `null`: not checked since the workbook was read. */
  readonly checked: readonly Finding[] | null;
};

/** A step that was shown: its first stage is planned, the others are planned when the ones before them are written. */
type Shown = { readonly first: StageResult; readonly rest: readonly Stage[] };

/** The cells that mending a finding mends; each table is looked through once. */
function fixesOf({ workbook, tables }: WorkbookReading): (finding: Finding) => readonly FixableCell[] {
  const known = new Map<ScoringTable, readonly FixableCell[]>();
  const cellsOf = (table: ScoringTable): readonly FixableCell[] => {
    const cells = known.get(table) ?? fixableCells(workbook, table);
    known.set(table, cells);
    return cells;
  };
  return (finding) => cellsOfFinding(finding, tables, cellsOf);
}

/** Says how far planning is, and lets a cancel in. Error: "cancelled". */
async function breathe(done: number, total: number, options: WorkOptions | undefined): Promise<void> {
  options?.onProgress?.({ done, total });
  await yieldToHost(options);
}

/** Previews of more steps than this are not kept: the oldest is outdated. */
const MAX_PREVIEWS = 20;

/**
 * The session of one workbook over its host. `texts` are looked at when a sheet of ours is planned; `clock` gives ISO 8601 with
 * offset. Calls are worked off one after the other, except for `state`, `listen`, `reveal` and `selection`. (SE-1 to SE-16)
 */
export function createSession(port: WorkbookPort, texts: SessionTexts, clock: () => string): Session {
  const serial = serialWork();
  const steps = appliedSteps(port);
  const handlers = new Set<(state: SessionState) => void>();
  const previews = new Map<number, Shown>();
  let loaded: Loaded | null = null;
  /** Sheets, names and record: enough for the state of a workbook that nobody recognised yet. */
  let outline: WorkbookSnapshot | null = null;
  let kept: KeptData | null = null;
  let stale = false;
  /** Edits that were heard of: one that comes while the workbook is read may or may not be in what was read. */
  let edits = 0;
  let issued = 0;

  const isOutdated = (): CodedError => new CodedError("preview.outdated");

  /** The workbook as far as its state needs it; read once. */
  const known = async (): Promise<WorkbookSnapshot> => loaded?.reading.workbook ?? (outline ??= await port.read({ sheets: "all", fields: [] }));

  const keptNow = async (): Promise<KeptData> => {
    if (kept) return kept;
    const workbook = await known();
    const { record } = readRecord(workbook);
    return (kept ??= record ? keptIn(workbook, record) : NOTHING_KEPT);
  };

  const stateNow = async (): Promise<SessionState> => {
    const workbook = await known();
    const { step } = await keptNow();
    const { record } = readRecord(workbook);
    return {
      structured: record !== null && record.tables.length > 0,
      edition: record?.edition ?? null,
      scored: anchoredArea(workbook, ownSheetAnchor("scheme")) !== null,
      ranked: anchoredArea(workbook, ownSheetAnchor("ranking")) !== null,
      archives: archiveAnchors(workbook).length,
      step,
      history: steps.history(),
      stale,
    };
  };

  port.onEdited(({ purpose }) => {
    // Our own applies are read again at once; typing comes from a program without plans, or as a plan of its own.
    if (purpose !== undefined && purpose !== "edit") return;
    stale = true;
    edits++;
    outline = null;
    if (handlers.size === 0) return;
    stateNow().then(
      (state) => handlers.forEach((handler) => handler(state)),
      // A host that cannot be read now says so to the next call.
      () => undefined,
    );
  });

  /** Takes over what was read after so many edits; a record in it is the truth about what is kept. */
  const take = (reading: WorkbookReading, editsBefore: number): WorkbookReading => {
    if (!loaded || !sameContent(loaded.reading.workbook, reading.workbook)) previews.clear();
    loaded = { reading, checked: null };
    outline = null;
    stale = edits !== editsBefore;
    if (reading.record) kept = keptIn(reading.workbook, reading.record);
    return reading;
  };

  const recognizeAll = async (options: WorkOptions | undefined): Promise<WorkbookReading> => {
    const editsBefore = edits;
    const workbook = await readSnapshot(port, options);
    const { record } = readRecord(workbook);
    const corrections = record ? null : (await keptNow()).corrections;
    return take(await recognizeWorkbook(workbook, corrections, options), editsBefore);
  };

  /** Recognises what is not as it was when it was last recognised. */
  const recognizeChanged = async (reading: WorkbookReading, workbook: WorkbookSnapshot, options: WorkOptions | undefined): Promise<WorkbookReading> => {
    const before = new Map(withoutOwnCells(reading.workbook).sheets.map((sheet) => [sheet.sheetId, sheet]));
    const recognized = new Map(reading.sheets.map((sheet) => [sheet.sheetId, sheet]));
    const { record } = readRecord(workbook);
    const corrections = record ? null : (await keptNow()).corrections;
    return recognizeWorkbook(workbook, corrections, options, (sheet) => (sameSheetContent(sheet, before.get(sheet.sheetId)) ? (recognized.get(sheet.sheetId) ?? null) : null));
  };

  /** What was read, read again where somebody edited since. Sheets that say what they said keep their recognition. Error: "not-recognized". */
  const current = async (options: WorkOptions | undefined): Promise<WorkbookReading> => {
    if (!loaded) throw new CodedError("not-recognized");
    if (!stale) return loaded.reading;
    const editsBefore = edits;
    return take(await recognizeChanged(loaded.reading, await readSnapshot(port, options), options), editsBefore);
  };

  /** Writes what is kept into the record, where there is one. */
  const keep = async (next: KeptData, options: WorkOptions | undefined): Promise<void> => {
    const workbook = await known();
    const { record } = readRecord(workbook);
    if (record) {
      const plan = keepingPlan(workbook, record, next);
      if (plan.edits.length > 0) {
        const receipt = await port.apply(plan, options);
        steps.add({ purpose: "record", at: clock(), receipts: [receipt] });
        const { names, record: text } = await port.read({ sheets: "all", fields: [] });
        const after = { ...workbook, names, record: text };
        if (loaded) loaded = { ...loaded, reading: { ...loaded.reading, workbook: after, record: readRecord(after).record } };
        else outline = after;
      }
    }
    kept = next;
  };

  const views = async (findings: readonly Finding[]): Promise<readonly FindingView[]> => findingViews(findings, (await keptNow()).acceptances);

  const show = async (workbook: WorkbookSnapshot, first: StageResult, rest: readonly Stage[], plan: Plan): Promise<PreviewView> => {
    const previewId = ++issued;
    previews.set(previewId, { first, rest });
    for (const oldest of previews.keys()) {
      if (previews.size <= MAX_PREVIEWS) break;
      previews.delete(oldest);
    }
    const keeping = planKeeping(plan, workbook, await keptNow());
    return {
      previewId,
      purpose: first.plan.purpose,
      summary: summarizePlan(workbook, keeping),
      changes: changeViews(workbook, keeping),
      findings: await views(first.findings),
      empty: keeping.edits.length === 0,
      clearsUndo: port.capabilities.clearsUndo,
    };
  };

  /** What is wrong with what stands there now; looked for again only where something changed. */
  const checked = async (options: WorkOptions | undefined): Promise<{ readonly reading: WorkbookReading; readonly findings: readonly Finding[] }> => {
    const reading = await current(options);
    const findings = loaded?.checked ?? (await checkReading(reading, options));
    loaded = { reading, checked: findings };
    return { reading, findings };
  };

  const checkView = async (options: WorkOptions | undefined): Promise<CheckView> => {
    const { reading, findings } = await checked(options);
    const cellsOf = fixesOf(reading);
    const fixOf = (finding: Finding): FindingView["fix"] => {
      const cells = cellsOf(finding);
      const [first] = cells;
      return first ? { kind: first.kind, cells: cells.length } : null;
    };
    return { findings: findingViews(findings, (await keptNow()).acceptances, fixOf) };
  };

  const recognitionView = async (reading: WorkbookReading): Promise<RecognitionView> => ({ sheets: sheetViews(reading), findings: await views(reading.findings) });

  return {
    state: () => stateNow(),
    listen(handler) {
      handlers.add(handler);
      return Promise.resolve();
    },
    reveal: (area) => port.reveal(area),
    selection: () => port.selection(),
    setStep: (step) =>
      serial(undefined, async () => {
        const before = await keptNow();
        if (before.step !== step) await keep({ ...before, step }, undefined);
      }),
    recognize: (_argument, options) => serial(options, async () => recognitionView(await recognizeAll(options))),
    correct: (correction, options) =>
      serial(options, async () => {
        const before = await current(options);
        const keptBefore = await keptNow();
        const { corrections, sheetId } = corrected(before, keptBefore.corrections, correction);
        const others = new Map(before.sheets.map((sheet) => [sheet.sheetId, sheet]));
        const after = await recognizeWorkbook(before.workbook, corrections, options, (sheet) => (sheet.sheetId === sheetId ? null : (others.get(sheet.sheetId) ?? null)));
        const given = correction.kind === "add-table" || correction.kind === "range" ? correction.range : null;
        if (given && !after.tables.some(({ sheetId: on, table }) => on === sheetId && table.correction?.given === true && intersection(table.range, given) !== null)) {
          throw new CodedError("correction.empty", { range: toA1(given) });
        }
        await keep({ ...keptBefore, corrections }, options);
        const { workbook, record } = loaded?.reading ?? after;
        const reading = { ...after, workbook, record };
        loaded = { reading, checked: null };
        previews.clear();
        return recognitionView(reading);
      }),
    previewStructure: (structure, options) =>
      serial(options, async () => {
        const reading = await current(options);
        await breathe(0, 1, options);
        const { first, rest } = structureStages(reading, { ...structure, now: clock() }, texts);
        return show(reading.workbook, first, rest, first.plan);
      }),
    check: (_argument, options) => serial(options, () => checkView(options)),
    previewFix: (findingIds, options) =>
      serial(options, async () => {
        const { reading, findings } = await checked(options);
        const byId = identified(findings);
        const cellsOf = fixesOf(reading);
        const cells = findingIds.flatMap((id) => {
          const finding = byId.get(id);
          if (!finding) throw new CodedError("finding.gone");
          return cellsOf(finding);
        });
        const plan = planFixes(reading.workbook, cells);
        return show(reading.workbook, { plan, findings: [], record: reading.record }, [], plan);
      }),
    accept: ({ findingIds, reason }, options) =>
      serial(options, async () => {
        await current(options);
        const before = await keptNow();
        const acceptances = new Map(before.acceptances);
        for (const id of findingIds) {
          if (reason === null) acceptances.delete(id);
          else acceptances.set(id, { reason, at: clock() });
        }
        await keep({ ...before, acceptances }, options);
        return checkView(options);
      }),
    scheme: (_argument, options) => serial(options, async () => schemeView(await current(options))),
    previewScores: (draft, options) =>
      serial(options, async () => {
        const reading = await current(options);
        await breathe(0, 2, options);
        const { first, rest, view } = scoreStages(reading, draft, texts);
        await breathe(1, 2, options);
        return { ...(await show(reading.workbook, first, rest, combinedPlan(reading, first, rest))), ...view };
      }),
    previewArchive: ({ signer }, options) =>
      serial(options, async () => {
        const reading = await current(options);
        await breathe(0, 1, options);
        const { first, rest, view } = archiveStages(reading, { signer, archivedAt: clock() }, texts);
        return { ...(await show(reading.workbook, first, rest, combinedPlan(reading, first, rest))), ...view };
      }),
    verify: (written, options) => serial(options, async () => verifyReading(await current(options), new Map(Object.entries(written)))),
    apply: (previewId, options) =>
      serial(options, async () => {
        const shown = previews.get(previewId);
        if (!shown || !loaded) throw isOutdated();
        const { workbook: before } = loaded.reading;
        if (stale || !sameContent(before, await readSnapshot(port, options))) {
          stale = true;
          throw isOutdated();
        }
        let { reading } = loaded;
        let editsBefore = edits;
        let result: StageResult = shown.first;
        const receipts: Receipt[] = [];
        const findings: Finding[] = [...result.findings];
        /** Writes a stage's plan and reads what stands there then. */
        const write = async (plan: Plan): Promise<void> => {
          const keeping = planKeeping(plan, reading.workbook, await keptNow());
          if (keeping.edits.length === 0) return;
          receipts.push(await port.apply(keeping, options));
          editsBefore = edits;
          // Scores and structure are ours and move nothing; a mended cell is the user's, and may tell more than the text did.
          reading = plan.purpose === "fix" ? await recognizeChanged(reading, await readSnapshot(port, options), options) : await rereadWorkbook(port, reading, options);
        };
        try {
          await write(result.plan);
          for (const stage of shown.rest) {
            result = stage(reading, result.record);
            findings.push(...result.findings);
            await write(result.plan);
          }
        } catch (error) {
          for (const receipt of receipts.reverse()) await port.undo(receipt);
          throw error;
        }
        const { purpose } = shown.first.plan;
        if (receipts.length > 0) {
          steps.add({ purpose, at: clock(), receipts });
          previews.clear();
          take(reading, editsBefore);
        }
        return {
          purpose,
          cells: receipts.reduce((sum, receipt) => sum + receipt.cells, 0),
          disagreements: receipts.flatMap((receipt) => receipt.disagreements),
          findings: await views(findings),
        };
      }),
    undo: (_argument, options) =>
      serial(options, async () => {
        const before = await keptNow();
        try {
          if (!(await steps.undo(options))) return await stateNow();
        } finally {
          previews.clear();
          outline = null;
          const editsBefore = edits;
          if (loaded) take(await rereadWorkbook(port, loaded.reading), editsBefore);
        }
        kept = null;
        await keep(before, options);
        return stateNow();
      }),
  };
}
