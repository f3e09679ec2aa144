import type { ArchivePreviewView, FindingView, PreviewView, RecognitionView, SchemeView, ScorePreviewView, Session, SessionState } from "../../src/app/session/session";
import { CodedError } from "../../src/core/coded-error";
import type { Area } from "../../src/core/grid/address";
import { defaultScheme } from "../../src/core/score/default-scheme";
import type { WorkOptions } from "../../src/workbook/port";

/** A session without a workbook: it answers what the test tells it, and notes what it was asked. */
export type ScriptedSession = {
  readonly session: Session;
  /** Names of the methods called, in order; `state` and `listen` left out. */
  readonly calls: string[];
  /** From now on the method waits until it is let go; what is aborted meanwhile rejects as cancelled. */
  readonly hold: (method: string) => () => void;
  /** The next call of the method rejects. */
  readonly failNext: (method: string, error: Error) => void;
  readonly edit: () => void;
  readonly standing: { -readonly [Key in keyof SessionState]: SessionState[Key] };
};

export const EMPTY_PREVIEW: PreviewView = {
  previewId: 1,
  purpose: "structure",
  summary: { sheets: [], namesDefined: 0, namesRemoved: 0, writesRecord: false, cells: 3 },
  changes: [],
  findings: [],
  empty: false,
  clearsUndo: false,
  readOnly: false,
};

export function scriptedSession(views: { readonly recognition?: RecognitionView; readonly findings?: readonly FindingView[]; readonly reveal?: Area } = {}): ScriptedSession {
  const calls: string[] = [];
  const held = new Map<string, Promise<void>>();
  const failing = new Map<string, Error>();
  let handler: (state: SessionState) => void = () => undefined;
  const standing: ScriptedSession["standing"] = { structured: false, edition: null, scored: false, ranked: false, archives: 0, step: "recognize", history: [], stale: false, clearsUndo: false };
  const answer = async <Result>(name: string, result: Result, options?: WorkOptions): Promise<Result> => {
    calls.push(name);
    const error = failing.get(name);
    if (error) {
      failing.delete(name);
      throw error;
    }
    const wait = held.get(name);
    if (wait) {
      const aborted = new Promise<void>((_, reject) => options?.signal?.addEventListener("abort", () => reject(new CodedError("cancelled"))));
      await Promise.race([wait, aborted]);
    }
    return result;
  };
  const recognition = views.recognition ?? { sheets: [], findings: [] };
  const check = { findings: views.findings ?? [], decompositions: [] };
  const scheme: SchemeView = { scheme: defaultScheme(), poolAttributes: [], attributeValues: {}, blocks: [], place: "draft" };
  const scores: ScorePreviewView = { ...EMPTY_PREVIEW, purpose: "score", pools: [], scored: 2, withheld: 0, distributions: [] };
  const archive: ArchivePreviewView = { ...EMPTY_PREVIEW, purpose: "archive", archiveId: "A1", sheetName: "归档-A1", digest: "ab", pools: 1, subjects: 2, accepted: 0 };
  const session: Session = {
    state: () => Promise.resolve({ ...standing }),
    listen(given) {
      handler = given;
      return Promise.resolve();
    },
    setStep(step) {
      standing.step = step;
      return answer("setStep", undefined);
    },
    recognize: (_, options) => answer("recognize", recognition, options),
    correct: (_, options) => answer("correct", recognition, options),
    exportProfile: (_, options) => answer("exportProfile", { text: "{}", tables: 1 }, options),
    importProfile: (_, options) => answer("importProfile", { recognition, tables: 1 }, options),
    previewStructure: (_, options) => answer("previewStructure", EMPTY_PREVIEW, options),
    check: (_, options) => answer("check", check, options),
    recheck: (_, options) => answer("recheck", null, options),
    previewCertificate: (_, options) => answer("previewCertificate", { ...EMPTY_PREVIEW, purpose: "certificate" as const, tables: 3, compared: 3, groups: 1, differing: 1, deviations: 2 }, options),
    previewFix: (_, options) => answer("previewFix", { ...EMPTY_PREVIEW, purpose: "fix" as const }, options),
    accept: (_, options) => answer("accept", check, options),
    scheme: (_, options) => answer("scheme", scheme, options),
    previewScores: (_, options) => answer("previewScores", scores, options),
    previewArchive: (_, options) => answer("previewArchive", archive, options),
    verify: (_, options) => answer("verify", { archives: [], findings: [] }, options),
    postToLedger: (_, options) => answer("postToLedger", { bytes: new Uint8Array([1]), posted: [], unchanged: 2, closed: false, findings: [] }, options),
    rollUpYear: (_, options) => answer("rollUpYear", { bytes: new Uint8Array([2]), year: 2026, finals: { unit: 1, person: 2 }, withheld: 0, findings: [] }, options),
    apply: (_, options) => answer("apply", { purpose: "structure" as const, cells: 3, disagreements: [], uncalculated: [], findings: [], reveal: views.reveal ?? null }, options),
    undo: (_, options) => answer("undo", { ...standing }, options),
    reveal: () => answer("reveal", undefined),
    outline: () => answer("outline", undefined),
    selection: () => answer("selection", null),
  };
  return {
    session,
    calls,
    hold(method) {
      let letGo: () => void = () => undefined;
      held.set(method, new Promise((resolve) => (letGo = resolve)));
      return () => {
        held.delete(method);
        letGo();
      };
    },
    failNext: (method, error) => void failing.set(method, error),
    edit: () => handler({ ...standing, stale: true }),
    standing,
  };
}
