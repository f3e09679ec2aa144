import type { Verification } from "../../core/archive/verify";
import { CodedError, type CodeParams } from "../../core/coded-error";
import type { Area } from "../../core/grid/address";
import type {
  AppliedView,
  ArchivePreviewView,
  CertificatePreviewView,
  CheckView,
  Correction,
  PostingRequest,
  PostingView,
  PreviewView,
  RecognitionView,
  SchemeView,
  ScorePreviewView,
  Session,
  SessionState,
  SessionStep,
  YearRequest,
  YearView,
} from "../../app/session/session";
import type { Progress, WorkOptions } from "../../workbook/port";
import type { ScoreDraft } from "./score-draft";

/** What the pane waits for. */
export type WorkKind = "recognize" | "correct" | "structure" | "check" | "fix" | "certificate" | "accept" | "scheme" | "scores" | "archive" | "verify" | "ledger" | "year" | "apply" | "undo";

export type Work = { readonly kind: WorkKind; readonly progress: Progress | null };

/** Something that went wrong, with the way to try again. */
export type Problem = { readonly code: string; readonly params: CodeParams; readonly kind: WorkKind | null; readonly retry: (() => void) | null };

/** A view and the count of edits and writes at which it was made: later ones make it out of date. */
export type Dated<View> = { readonly view: View; readonly edits: number; readonly writes: number };

/** What was written last at a step. */
export type Outcome = { readonly applied: AppliedView; readonly digest: string | null; readonly sheetName: string | null };

/** What has just ended, for those who listen rather than look. `count`: tables, findings, cells, whatever the kind is about. */
export type Ended = { readonly kind: WorkKind; readonly count: number; readonly serial: number };

export type PaneState = {
  readonly standing: SessionState | null;
  readonly step: SessionStep;
  /** Edits by others, and writes of our own. */
  readonly edits: number;
  readonly writes: number;
  readonly work: Work | null;
  readonly problem: Problem | null;
  readonly ended: Ended | null;
  readonly recognition: Dated<RecognitionView> | null;
  readonly structure: Dated<PreviewView> | null;
  readonly check: Dated<CheckView> | null;
  readonly fix: Dated<PreviewView> | null;
  readonly certificate: Dated<CertificatePreviewView> | null;
  readonly scheme: Dated<SchemeView> | null;
  /** Scheme and marks as edited, not yet written; `null`: as in the workbook. */
  readonly draft: ScoreDraft | null;
  readonly scores: (Dated<ScorePreviewView> & { readonly draft: ScoreDraft }) | null;
  readonly archive: (Dated<ArchivePreviewView> & { readonly signer: string }) | null;
  readonly verification: Dated<Verification> | null;
  /** What the last posting made, and the last roll-up: files that are not the workbook's. */
  readonly posting: Dated<PostingView> | null;
  readonly year: YearView | null;
  readonly outcomes: Readonly<Partial<Record<SessionStep, Outcome>>>;
};

/** The pane's state and everything that can be done to it. Nothing rejects: what goes wrong becomes `problem`. */
export type PaneModel = {
  readonly get: () => PaneState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Reads the workbook and shows its step, or the one asked for: that is kept only once somebody goes on from there. */
  readonly start: (at?: SessionStep | null) => Promise<void>;
  readonly goTo: (step: SessionStep) => void;
  readonly recognize: () => Promise<void>;
  readonly correct: (correction: Correction) => Promise<void>;
  /** Puts right what a profile file says of tables like these. */
  readonly importProfile: (text: string) => Promise<void>;
  /** The corrections as a profile file's text; `null` where that failed, and the problem is shown. */
  readonly exportProfile: () => Promise<string | null>;
  readonly previewStructure: (protect: boolean) => Promise<void>;
  readonly check: () => Promise<void>;
  /** After an edit: only what it touched is looked at again, where that can be told. */
  readonly recheck: () => Promise<void>;
  readonly previewFix: (findingIds: readonly string[]) => Promise<void>;
  readonly dropFix: () => void;
  readonly previewCertificate: () => Promise<void>;
  readonly dropCertificate: () => void;
  readonly accept: (findingIds: readonly string[], reason: string | null) => Promise<void>;
  readonly loadScheme: () => Promise<void>;
  readonly setDraft: (draft: ScoreDraft | null) => void;
  readonly previewScores: () => Promise<void>;
  readonly dropScores: () => void;
  readonly previewArchive: (signer: string) => Promise<void>;
  readonly verify: (written: Readonly<Record<string, string>>) => Promise<void>;
  readonly postToLedger: (request: PostingRequest) => Promise<void>;
  readonly rollUpYear: (request: YearRequest) => Promise<void>;
  /** Writes the preview of the step that the pane is at. */
  readonly apply: (step: SessionStep) => Promise<void>;
  readonly dismissOutcome: (step: SessionStep) => void;
  readonly undo: () => Promise<void>;
  readonly reveal: (area: Area) => void;
  readonly outline: (areas: readonly Area[]) => void;
  readonly selection: () => Promise<Area | null>;
  readonly cancel: () => void;
  readonly dismissProblem: () => void;
};

const INITIAL: PaneState = {
  standing: null,
  step: "recognize",
  edits: 0,
  writes: 0,
  work: null,
  problem: null,
  ended: null,
  recognition: null,
  structure: null,
  check: null,
  fix: null,
  certificate: null,
  scheme: null,
  draft: null,
  scores: null,
  archive: null,
  verification: null,
  posting: null,
  year: null,
  outcomes: {},
};

/** Counts change faster than anybody reads, and each change draws the page anew. */
const PROGRESS_EVERY_MS = 120;

/** Made before the workbook as it is now. Recognition outlives our own writes: we never move the user's cells. */
export function isOutdated(state: PaneState, dated: Dated<unknown>, ownWritesCount = true): boolean {
  return dated.edits < state.edits || (ownWritesCount && dated.writes < state.writes);
}

/** One workbook in the pane. One piece of work at a time: a newer one ends an older one, but never a write. */
export function createPaneModel(session: Session): PaneModel {
  let state = INITIAL;
  let running: { readonly kind: WorkKind; readonly controller: AbortController; readonly finished: Promise<void> } | null = null;
  let superseding = 0;
  const listeners = new Set<() => void>();

  const update = (change: Partial<PaneState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const fail = (error: unknown, kind: WorkKind | null, retry: (() => void) | null): void => {
    const { code, params } = error instanceof CodedError ? error : { code: "internal", params: { detail: error instanceof Error ? error.message : String(error) } };
    update({ problem: { code, params, kind, retry } });
  };
  const dated = <View>(view: View, at: PaneState): Dated<View> => ({ view, edits: at.edits, writes: at.writes });

  /** Runs one piece of work; afterwards the workbook's standing is asked for anew. */
  async function work<Result>(kind: WorkKind, job: (options: WorkOptions) => Promise<Result>, settle: (result: Result, before: PaneState) => { readonly change: Partial<PaneState>; readonly count: number }): Promise<void> {
    const turn = ++superseding;
    if (running) {
      if (running.kind === "apply" || running.kind === "undo") return;
      running.controller.abort();
      await running.finished;
      // While waiting, a still newer piece of work may have come.
      if (turn !== superseding) return;
    }
    const controller = new AbortController();
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    running = { kind, controller, finished };
    const before = state;
    update({ work: { kind, progress: null }, problem: null });
    const retry = (): void => void work(kind, job, settle);
    try {
      let toldAt = -Infinity;
      const onProgress = (progress: Progress): void => {
        if (state.work?.kind !== kind || performance.now() - toldAt < PROGRESS_EVERY_MS) return;
        toldAt = performance.now();
        update({ work: { kind, progress } });
      };
      const result = await job({ signal: controller.signal, onProgress });
      const { change, count } = settle(result, before);
      update({ ...change, ended: { kind, count, serial: (state.ended?.serial ?? 0) + 1 } });
    } catch (error) {
      // Work that gave way to newer work ends silently.
      if (turn === superseding) fail(error, kind, retry);
    }
    try {
      const standing = await session.state(null);
      update({ standing });
    } catch (error) {
      fail(error, null, null);
    } finally {
      running = null;
      update({ work: null });
      finish();
    }
  }

  // What was written last is no news any more, once somebody has gone on working.
  const edited = (standing: SessionState): void => update({ standing, edits: state.edits + 1, outcomes: {} });

  const recognize = (): Promise<void> =>
    work("recognize", (options) => session.recognize(null, options), (view, before) => ({ change: { recognition: dated(view, before) }, count: view.sheets.reduce((sum, sheet) => sum + sheet.tables.length, 0) }));

  const checked = (view: CheckView, before: PaneState): { readonly change: Partial<PaneState>; readonly count: number } => ({
    change: { check: dated(view, before) },
    count: view.findings.filter((finding) => finding.accepted === null).length,
  });

  const reveal = (area: Area): void => {
    session.reveal(area).catch((error: unknown) => fail(error, null, null));
  };

  const previewOf = (step: SessionStep): PreviewView | null => {
    switch (step) {
      case "structure":
        return state.structure?.view ?? null;
      case "check":
        return state.fix?.view ?? state.certificate?.view ?? null;
      case "score":
        return state.scores?.view ?? null;
      case "archive":
        return state.archive?.view ?? null;
      case "recognize":
        return null;
    }
  };

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start(at = null) {
      try {
        await session.listen(edited);
        const standing = await session.state(null);
        update({ standing, step: at ?? standing.step });
      } catch (error) {
        fail(error, null, null);
        return;
      }
      await recognize();
    },
    goTo(step) {
      // What the step left behind was waiting for is of no use any more; reading serves every step, and a write is never broken off.
      if (running && running.kind !== "apply" && running.kind !== "undo" && running.kind !== "recognize") {
        superseding++;
        running.controller.abort();
      }
      update({ step, problem: null });
      session.setStep(step).catch((error: unknown) => fail(error, null, null));
    },
    recognize,
    correct: (correction) =>
      // Everything that was made from the old reading is void.
      work("correct", (options) => session.correct(correction, options), (view, before) => ({ change: { recognition: dated(view, before), structure: null, check: null, scheme: null, scores: null, archive: null }, count: 1 })),
    importProfile: (text) =>
      work("correct", (options) => session.importProfile(text, options), ({ recognition, tables }, before) => ({ change: { recognition: dated(recognition, before), structure: null, check: null, scheme: null, scores: null, archive: null }, count: tables })),
    async exportProfile() {
      try {
        return (await session.exportProfile(null)).text;
      } catch (error) {
        fail(error, null, null);
        return null;
      }
    },
    previewStructure: (protect) => work("structure", (options) => session.previewStructure({ protect }, options), (view, before) => ({ change: { structure: dated(view, before) }, count: view.summary.cells })),
    check: () => work("check", (options) => session.check(null, options), checked),
    recheck: () => work("check", async (options) => (await session.recheck(null, options)) ?? session.check(null, options), checked),
    previewFix: (findingIds) => work("fix", (options) => session.previewFix(findingIds, options), (view, before) => ({ change: { fix: dated(view, before) }, count: view.summary.cells })),
    dropFix: () => update({ fix: null }),
    previewCertificate: () => work("certificate", (options) => session.previewCertificate(null, options), (view, before) => ({ change: { certificate: dated(view, before), fix: null }, count: view.deviations })),
    dropCertificate: () => update({ certificate: null }),
    accept: (findingIds, reason) => work("accept", (options) => session.accept({ findingIds, reason }, options), (view, before) => ({ change: { check: dated(view, before) }, count: findingIds.length })),
    loadScheme: () => work("scheme", (options) => session.scheme(null, options), (view, before) => ({ change: { scheme: dated(view, before) }, count: view.blocks.length })),
    setDraft: (draft) => update({ draft }),
    previewScores() {
      const draft: ScoreDraft | null = state.draft ?? (state.scheme ? { scheme: state.scheme.view.scheme, marks: {} } : null);
      if (!draft) return Promise.resolve();
      return work("scores", (options) => session.previewScores(draft, options), (view, before) => ({ change: { scores: { ...dated(view, before), draft } }, count: view.scored }));
    },
    dropScores: () => update({ scores: null }),
    previewArchive: (signer) => work("archive", (options) => session.previewArchive({ signer }, options), (view, before) => ({ change: { archive: { ...dated(view, before), signer } }, count: view.subjects })),
    verify: (written) => work("verify", (options) => session.verify(written, options), (view, before) => ({ change: { verification: dated(view, before) }, count: view.archives.filter((archive) => archive.state !== "intact").length })),
    postToLedger: (request) => work("ledger", (options) => session.postToLedger(request, options), (view, before) => ({ change: { posting: dated(view, before) }, count: view.posted.length })),
    rollUpYear: (request) => work("year", (options) => session.rollUpYear(request, options), (view) => ({ change: { year: view }, count: view.finals.unit + view.finals.person })),
    apply(step) {
      const preview = previewOf(step);
      if (!preview) return Promise.resolve();
      const archived = step === "archive" ? state.archive?.view : undefined;
      return work("apply", (options) => session.apply(preview.previewId, options), (applied) => {
        if (applied.reveal) reveal(applied.reveal);
        const change: Partial<PaneState> = {
          writes: state.writes + 1,
          structure: null,
          fix: null,
          certificate: null,
          scores: null,
          archive: null,
          verification: null,
          ...(step === "score" ? { draft: null, scheme: null } : {}),
          outcomes: { ...state.outcomes, [step]: { applied, digest: archived?.digest ?? null, sheetName: archived?.sheetName ?? null } },
        };
        return { change, count: applied.cells };
      });
    },
    dismissOutcome(step) {
      update({ outcomes: Object.fromEntries(Object.entries(state.outcomes).filter(([key]) => key !== step)) });
    },
    undo: () =>
      work("undo", (options) => session.undo(null, options), (standing) => ({
        change: { standing, writes: state.writes + 1, structure: null, fix: null, certificate: null, scheme: null, scores: null, archive: null, verification: null, outcomes: {} },
        count: 0,
      })),
    reveal,
    outline(areas) {
      session.outline(areas).catch((error: unknown) => fail(error, null, null));
    },
    async selection() {
      try {
        return await session.selection(null);
      } catch (error) {
        fail(error, null, null);
        return null;
      }
    },
    cancel: () => running?.controller.abort(),
    dismissProblem: () => update({ problem: null }),
  };
}
