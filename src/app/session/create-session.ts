import { CodedError } from "../../core/coded-error";
import { planCertificate } from "../../core/check/certificate-plan";
import { cellsOfFinding, fixableCells, type FixableCell } from "../../core/check/fixes/fixable-cells";
import { planFixes } from "../../core/check/fixes/plan-fixes";
import type { Finding } from "../../core/check/finding";
import { intersection, toA1, type Area } from "../../core/grid/address";
import type { WorkbookSnapshot } from "../../core/grid/snapshot";
import { summarizePlan } from "../../core/plan/plan-summary";
import type { Plan, PlanPurpose } from "../../core/plan/plan";
import { profileCorrections, profileOf } from "../../core/recognize/profile";
import { parseProfile, profileText } from "../../core/store/profile-text";
import { withoutOwnCells } from "../../core/template/own-cells";
import { anchoredArea, archiveAnchors, ownSheetAnchor } from "../../core/store/anchors";
import type { ScoringTable } from "../../core/template/scoring-table";
import type { Receipt, WorkbookPort, WorkOptions } from "../../workbook/port";
import { acceptedFindings } from "../accepted-findings";
import { verifyReading } from "../archive-workbook";
import { readRecord, type WorkbookReading } from "../read-workbook";
import { yieldToHost } from "../yield-to-host";
import { appliedSteps } from "./applied-steps";
import { archiveStages } from "./archive-stages";
import { changeViews } from "./change-views";
import { corrected } from "./corrected";
import { decompositionViews } from "./decomposition-views";
import { findingViews, identified } from "./finding-views";
import { planKeeping, type KeptData } from "./kept-data";
import { postToLedger, rollUpYear, type LedgerFiles } from "./ledger-session";
import { sheetViews } from "./recognition-views";
import { schemeView } from "./scheme-view";
import { scoreStages } from "./score-stages";
import { serialWork } from "./serial-work";
import type { CheckView, FindingView, PreviewView, RecognitionView, Session, SessionState, SessionStep } from "./session";
import type { SessionTexts } from "./session-texts";
import { sessionWorkbook } from "./session-workbook";
import { combinedPlan, type StageResult, type Stages } from "./stage";
import { structureStages } from "./structure-stages";

/** Previews of more steps than this are not kept: the oldest is outdated. */
const MAX_PREVIEWS = 20;

/**
 * The session of one workbook over its host. `texts` are looked at when a sheet of ours is planned; `clock` gives ISO 8601 with
 * offset; `ledgers` opens and makes ledgers' files. Calls are worked off one after the other, except for `state`, `listen`, `reveal`, `outline` and `selection`. (SE-1 to SE-19)
 */
export function createSession(port: WorkbookPort, texts: SessionTexts, clock: () => string, ledgers: LedgerFiles): Session {
  const serial = serialWork();
  const steps = appliedSteps(port);
  const handlers = new Set<(state: SessionState) => void>();
  /** Steps that were shown: the first stage is planned, the others are planned when the ones before them are written. */
  const previews = new Map<number, Stages>();
  let issued = 0;
  const workbook = sessionWorkbook(
    port,
    () => {
      if (handlers.size === 0) return;
      stateNow().then(
        (state) => handlers.forEach((handler) => handler(state)),
        // A host that cannot be read now says so to the next call.
        () => undefined,
      );
    },
    () => previews.clear(),
  );

  /** A step that waits for the next write: by itself it is not worth the person's undo list. (SE-4) */
  let waitingStep: SessionStep | null = null;
  const keptNow = async (): Promise<KeptData> => {
    const kept = await workbook.kept();
    return waitingStep === null ? kept : { ...kept, step: waitingStep };
  };

  const stateNow = async (): Promise<SessionState> => {
    const outline = await workbook.outline();
    const { step } = await keptNow();
    const { record } = readRecord(outline);
    return {
      structured: record !== null && record.tables.length > 0,
      edition: record?.edition ?? null,
      scored: anchoredArea(outline, ownSheetAnchor("scheme")) !== null,
      ranked: anchoredArea(outline, ownSheetAnchor("ranking")) !== null,
      archives: archiveAnchors(outline).length,
      step,
      history: steps.history(),
      stale: workbook.isStale(),
      clearsUndo: port.capabilities.clearsUndo,
    };
  };

  /** Remembers what only kept data, so that undoing a step can go back past it. */
  const remember = (receipt: Receipt | null): void => {
    if (receipt) steps.add({ purpose: "record", at: clock(), receipts: [receipt] });
  };
  const keep = async (kept: KeptData, options: WorkOptions | undefined): Promise<void> => {
    remember(await workbook.keep(kept, options));
  };

  const views = async (findings: readonly Finding[]): Promise<readonly FindingView[]> => findingViews(findings, (await keptNow()).acceptances);

  const show = async (reading: WorkbookReading, stages: Stages): Promise<PreviewView> => {
    const previewId = ++issued;
    previews.set(previewId, stages);
    for (const oldest of previews.keys()) {
      if (previews.size <= MAX_PREVIEWS) break;
      previews.delete(oldest);
    }
    const plan = planKeeping(combinedPlan(reading, stages), reading.workbook, await keptNow());
    return {
      previewId,
      purpose: plan.purpose,
      summary: summarizePlan(reading.workbook, plan),
      changes: changeViews(reading.workbook, plan),
      findings: await views(stages.first.findings),
      empty: plan.edits.length === 0,
      clearsUndo: port.capabilities.clearsUndo,
      readOnly: port.capabilities.readOnly,
    };
  };

  const checkView = async ({ reading, findings }: { readonly reading: WorkbookReading; readonly findings: readonly Finding[] }): Promise<CheckView> => {
    const cellsOf = fixesOf(reading);
    const fixOf = (finding: Finding): FindingView["fix"] => {
      const cells = cellsOf(finding);
      const [first] = cells;
      return first ? { kind: first.kind, cells: cells.length } : null;
    };
    return { findings: findingViews(findings, (await keptNow()).acceptances, fixOf), decompositions: decompositionViews(reading.workbook) };
  };

  const recognitionView = async (reading: WorkbookReading): Promise<RecognitionView> => ({ sheets: sheetViews(reading), findings: await views(reading.findings) });

  return {
    state: () => stateNow(),
    listen(handler) {
      handlers.add(handler);
      return Promise.resolve();
    },
    reveal: (area) => port.reveal(area),
    outline: async (areas) => port.outline?.(areas),
    selection: () => port.selection(),
    setStep: (step) =>
      serial(undefined, async () => {
        const kept = await keptNow();
        if (kept.step === step) return;
        if (port.capabilities.clearsUndo) waitingStep = step;
        else await keep({ ...kept, step }, undefined);
      }),
    recognize: (_argument, options) => serial(options, async () => recognitionView(await workbook.recognize(options))),
    correct: (correction, options) =>
      serial(options, async () => {
        const before = await workbook.current(options);
        const { corrections, sheetId } = corrected(before, (await keptNow()).corrections, correction);
        const range = correction.kind === "add-table" || correction.kind === "range" ? correction.range : null;
        const accept = ({ tables }: WorkbookReading): void => {
          const stands = ({ sheetId: on, table }: ScoringTable): boolean => on === sheetId && table.correction?.given === true && range !== null && intersection(table.range, range) !== null;
          if (range && !tables.some(stands)) throw new CodedError("correction.empty", { range: toA1(range) });
        };
        const { reading, receipt } = await workbook.correct(sheetId, corrections, accept, options);
        remember(receipt);
        return recognitionView(reading);
      }),
    exportProfile: (_argument, options) =>
      serial(options, async () => {
        const reading = await workbook.current(options);
        const profile = profileOf(withoutOwnCells(reading.workbook), reading.sheets, (await keptNow()).corrections);
        return { text: profileText(profile), tables: profile.tables.length };
      }),
    importProfile: (text, options) =>
      serial(options, async () => {
        const profile = parseProfile(text);
        const before = await workbook.current(options);
        const known = (await keptNow()).corrections;
        const more = profileCorrections(profile, withoutOwnCells(before.workbook), known);
        if (more.length === 0) throw new CodedError("profile.nothing-fits");
        const { reading, receipt } = await workbook.correct(null, [...known, ...more], () => undefined, options);
        remember(receipt);
        return { recognition: await recognitionView(reading), tables: more.length };
      }),
    previewStructure: (structure, options) =>
      serial(options, async () => {
        const reading = await workbook.current(options);
        await breathe(0, 1, options);
        return show(reading, structureStages(reading, { ...structure, now: clock() }, texts));
      }),
    check: (_argument, options) => serial(options, async () => checkView(await workbook.checked(options))),
    recheck: (_argument, options) =>
      serial(options, async () => {
        const done = await workbook.recheck(options);
        return done && checkView(done);
      }),
    previewFix: (findingIds, options) =>
      serial(options, async () => {
        const { reading, findings } = await workbook.checked(options);
        const byId = identified(findings);
        const cellsOf = fixesOf(reading);
        const cells = findingIds.flatMap((id) => {
          const finding = byId.get(id);
          if (!finding) throw new CodedError("finding.gone");
          return cellsOf(finding);
        });
        return show(reading, { first: { plan: planFixes(reading.workbook, cells), findings: [], record: reading.record }, rest: [] });
      }),
    accept: ({ findingIds, reason }, options) =>
      serial(options, async () => {
        await workbook.current(options);
        const kept = await keptNow();
        const acceptances = new Map(kept.acceptances);
        for (const id of findingIds) {
          if (reason === null) acceptances.delete(id);
          else acceptances.set(id, { reason, at: clock() });
        }
        await keep({ ...kept, acceptances }, options);
        return checkView(await workbook.checked(options));
      }),
    previewCertificate: (_argument, options) =>
      serial(options, async () => {
        const reading = await workbook.current(options);
        await breathe(0, 1, options);
        const { plan, tables, comparisons } = planCertificate(reading.workbook, reading.tables, readableTime(clock()), texts.certificate);
        const deviations = comparisons.flatMap((comparison) => comparison.deviations);
        return {
          ...(await show(reading, { first: { plan, findings: [], record: reading.record }, rest: [] })),
          tables,
          compared: comparisons.reduce((sum, { templates }) => sum + templates.length, 0),
          groups: comparisons.length,
          differing: new Set(deviations.map(({ template }) => template)).size,
          deviations: deviations.length,
        };
      }),
    scheme: (_argument, options) => serial(options, async () => schemeView(await workbook.current(options))),
    previewScores: (draft, options) =>
      serial(options, async () => {
        const reading = await workbook.current(options);
        await breathe(0, 2, options);
        const { view, ...stages } = scoreStages(reading, draft, texts);
        await breathe(1, 2, options);
        return { ...(await show(reading, stages)), ...view };
      }),
    previewArchive: ({ signer }, options) =>
      serial(options, async () => {
        const reading = await workbook.current(options);
        await breathe(0, 1, options);
        const { acceptances } = await keptNow();
        const accepted = acceptances.size === 0 ? [] : acceptedFindings((await workbook.checked(options)).findings, acceptances, texts.findings);
        const { view, ...stages } = archiveStages(reading, { signer, archivedAt: clock(), accepted }, texts);
        return { ...(await show(reading, stages)), ...view };
      }),
    verify: (written, options) => serial(options, async () => verifyReading(await workbook.current(options), new Map(Object.entries(written)))),
    postToLedger: (request, options) =>
      serial(options, async () => {
        const reading = await workbook.current(options);
        await breathe(0, 1, options);
        const { findings, ...posting } = await postToLedger(reading, request, ledgers, texts, clock());
        return { ...posting, findings: await views(findings) };
      }),
    rollUpYear: (request, options) =>
      serial(options, async () => {
        const { findings, ...year } = await rollUpYear(request, ledgers, texts.ledger);
        return { ...year, findings: await views(findings) };
      }),
    apply: (previewId, options) =>
      serial(options, async () => {
        const stages = previews.get(previewId);
        if (!stages) throw new CodedError("preview.outdated");
        let read = await workbook.unchanged(options);
        const kept = await keptNow();
        const { purpose } = stages.first.plan;
        const receipts: Receipt[] = [];
        /** Writes a stage's plan and reads what stands there then. */
        const write = async (plan: Plan): Promise<void> => {
          const keeping = planKeeping(plan, read.reading.workbook, kept);
          if (keeping.edits.length === 0) return;
          receipts.push(await port.apply(keeping, options));
          // Structure and scores move nothing; a mended cell is the user's, and may tell more than the text did.
          read = await workbook.reread(read.reading, purpose !== "fix", options);
        };
        let result: StageResult = stages.first;
        const findings: Finding[] = [...result.findings];
        try {
          await write(result.plan);
          for (const stage of stages.rest) {
            result = stage(read.reading, result.record);
            findings.push(...result.findings);
            await write(result.plan);
          }
        } catch (error) {
          for (const receipt of receipts.reverse()) await port.undo(receipt);
          throw error;
        }
        if (receipts.length > 0) {
          steps.add({ purpose, at: clock(), receipts });
          previews.clear();
          workbook.take(read);
        }
        return {
          purpose,
          cells: receipts.reduce((sum, receipt) => sum + receipt.cells, 0),
          disagreements: receipts.flatMap((receipt) => receipt.disagreements),
          uncalculated: receipts.flatMap((receipt) => receipt.uncalculated),
          findings: await views(findings),
          reveal: receipts.length > 0 ? writtenSheet(read.reading.workbook, purpose) : null,
        };
      }),
    undo: (_argument, options) =>
      serial(options, async () => {
        const kept = await keptNow();
        try {
          if (!(await steps.undo(options))) return await stateNow();
        } catch (error) {
          await workbook.wentBack(kept);
          throw error;
        }
        await workbook.wentBack(kept);
        await keep(kept, options);
        return stateNow();
      }),
  };
}

/** First cell of the sheet that a step wrote for people to read. */
function writtenSheet(workbook: WorkbookSnapshot, purpose: PlanPurpose): Area | null {
  const areaOf = (): Area | null => {
    if (purpose === "score") return anchoredArea(workbook, ownSheetAnchor("ranking"));
    if (purpose === "certificate") return anchoredArea(workbook, ownSheetAnchor("certificate"));
    return purpose === "archive" ? (archiveAnchors(workbook).at(-1)?.area ?? null) : null;
  };
  const area = areaOf();
  return area && { ...area, rows: 1, columns: 1 };
}

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

/** "2026-10-08T09:00:00+08:00" → "2026-10-08 09:00". */
function readableTime(iso: string): string {
  return iso.slice(0, 16).replace("T", " ");
}

/** Says how far planning is, and lets a cancel in. Error: "cancelled". */
async function breathe(done: number, total: number, options: WorkOptions | undefined): Promise<void> {
  options?.onProgress?.({ done, total });
  await yieldToHost(options);
}
