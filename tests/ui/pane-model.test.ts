import { CodedError } from "../../src/core/coded-error";
import { createPaneModel, isOutdated } from "../../src/ui/model/pane-model";
import { scriptedSession } from "../support/scripted-session";

/** Lets everything that is already settled run. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe("the pane's model", () => {
  test("PN-11 PN-20 it opens at the step where the workbook was left, and reads it", async () => {
    const { session, standing, calls } = scriptedSession();
    standing.step = "check";
    const model = createPaneModel(session);
    await model.start();
    expect(model.get()).toMatchObject({ step: "check", work: null, problem: null, recognition: { view: { sheets: [] } } });
    expect(calls).toEqual(["recognize"]);
    model.goTo("score");
    await settle();
    expect(standing.step).toBe("score");
  });

  test("AD-8 it opens at the step that the address asks for, without writing that into the workbook", async () => {
    const { session, standing } = scriptedSession();
    standing.step = "check";
    const model = createPaneModel(session);
    await model.start("archive");
    expect(model.get().step).toBe("archive");
    expect(standing.step).toBe("check");
  });

  test("PN-12 an error keeps its code and can be tried again; a bug is told as one", async () => {
    const { session, failNext } = scriptedSession();
    const model = createPaneModel(session);
    await model.start();
    failNext("check", new CodedError("sheet.not-found", { sheet: "甲" }));
    await model.check();
    const { problem } = model.get();
    expect(problem).toMatchObject({ code: "sheet.not-found", params: { sheet: "甲" }, kind: "check" });
    problem?.retry?.();
    await settle();
    expect(model.get()).toMatchObject({ problem: null, check: { view: { findings: [] } } });
    failNext("check", new TypeError("x is not a function"));
    await model.check();
    expect(model.get().problem).toMatchObject({ code: "internal", params: { detail: "x is not a function" } });
  });

  test("PN-13 cancelling is told and can be taken up again", async () => {
    const { session, hold } = scriptedSession();
    const model = createPaneModel(session);
    await model.start();
    const letGo = hold("check");
    const running = model.check();
    await settle();
    expect(model.get().work).toEqual({ kind: "check", progress: null });
    model.cancel();
    await running;
    expect(model.get()).toMatchObject({ work: null, check: null, problem: { code: "cancelled" } });
    letGo();
    model.get().problem?.retry?.();
    await settle();
    expect(model.get()).toMatchObject({ problem: null, check: { view: {} } });
  });

  test("PN-13 newer work ends older work silently", async () => {
    const { session, hold, calls } = scriptedSession();
    const model = createPaneModel(session);
    await model.start();
    hold("previewStructure");
    const older = model.previewStructure(true);
    await settle();
    await Promise.all([older, model.check()]);
    expect(model.get()).toMatchObject({ problem: null, structure: null, check: { view: {} } });
    expect(calls).toEqual(["recognize", "previewStructure", "check"]);
  });

  test("PN-13 a write is never ended by newer work", async () => {
    const { session, hold, calls } = scriptedSession();
    const model = createPaneModel(session);
    await model.start();
    await model.previewStructure(true);
    const letGo = hold("apply");
    const writing = model.apply("structure");
    await settle();
    await model.check();
    model.goTo("check");
    expect(calls).not.toContain("check");
    letGo();
    await writing;
    expect(model.get().outcomes.structure?.applied.cells).toBe(3);
  });

  test("PN-13 leaving a step ends what it was waiting for", async () => {
    const { session, hold } = scriptedSession();
    const model = createPaneModel(session);
    await model.start();
    hold("check");
    const checking = model.check();
    await settle();
    model.goTo("recognize");
    await checking;
    expect(model.get()).toMatchObject({ step: "recognize", work: null, problem: null });
  });

  test("PN-14 edits put views out of date, our own writes all but the reading", async () => {
    const { session, edit } = scriptedSession();
    const model = createPaneModel(session);
    await model.start();
    await model.check();
    await model.previewStructure(true);
    const outdated = (): readonly boolean[] => {
      const state = model.get();
      return [state.recognition, state.check].map((dated, index) => dated !== null && isOutdated(state, dated, index > 0));
    };
    expect(outdated()).toEqual([false, false]);
    await model.apply("structure");
    expect(outdated()).toEqual([false, true]);
    expect(model.get().structure).toBeNull();
    edit();
    expect(outdated()).toEqual([true, true]);
    expect(model.get()).toMatchObject({ standing: { stale: true }, outcomes: {} });
  });

  test("PN-21 PN-22 a correction voids what was made from the old reading", async () => {
    const { session } = scriptedSession();
    const model = createPaneModel(session);
    await model.start();
    await model.check();
    await model.loadScheme();
    await model.correct({ kind: "ignore", tableId: "T1", ignored: true });
    expect(model.get()).toMatchObject({ check: null, scheme: null, structure: null });
  });

  test("PN-31 what was written for people to read is shown", async () => {
    const { session, calls } = scriptedSession({ reveal: { sheetId: "9", row: 0, column: 0, rows: 1, columns: 1 } });
    const reveal = jest.spyOn(session, "reveal");
    const model = createPaneModel(session);
    await model.start();
    await model.previewArchive("");
    await model.apply("archive");
    expect(calls).toContain("reveal");
    expect(reveal).toHaveBeenCalledWith({ sheetId: "9", row: 0, column: 0, rows: 1, columns: 1 });
  });

  test("PN-61 the certificate is previewed at the check, dropped or written from there, and never beside a fix", async () => {
    const { session, calls } = scriptedSession();
    const apply = jest.spyOn(session, "apply");
    const model = createPaneModel(session);
    await model.start();
    await model.check();
    await model.previewFix(["x"]);
    await model.previewCertificate();
    expect(model.get()).toMatchObject({ fix: null, certificate: { view: { deviations: 2 } }, ended: { kind: "certificate", count: 2 } });
    model.dropCertificate();
    await model.apply("check");
    expect(apply).not.toHaveBeenCalled();
    await model.previewCertificate();
    await model.apply("check");
    expect(apply).toHaveBeenCalledTimes(1);
    expect(calls.filter((call) => call === "previewCertificate")).toHaveLength(2);
    expect(model.get()).toMatchObject({ certificate: null, outcomes: { check: { applied: { cells: expect.any(Number) as number } } } });
  });

  test("PN-42 PN-45 a draft is previewed as it is and gone once it is written", async () => {
    const { session } = scriptedSession();
    const model = createPaneModel(session);
    await model.start();
    await model.loadScheme();
    const scheme = model.get().scheme?.view.scheme;
    if (!scheme) throw new Error("no scheme");
    const draft = { scheme: { ...scheme, digits: 1 }, marks: {} };
    model.setDraft(draft);
    await model.previewScores();
    expect(model.get().scores?.draft).toBe(draft);
    await model.apply("score");
    expect(model.get()).toMatchObject({ draft: null, scores: null, scheme: null });
  });

  test("PN-51 what was archived, with its digest", async () => {
    const { session } = scriptedSession();
    const model = createPaneModel(session);
    await model.start();
    await model.previewArchive("张三");
    await model.apply("archive");
    expect(model.get().outcomes.archive).toMatchObject({ digest: "ab", sheetName: "归档-A1" });
  });
});
