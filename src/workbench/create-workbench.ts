import { CodedError } from "../core/coded-error";
import type { Area } from "../core/grid/address";
import { workbenchTexts, type WorkbenchPageTexts } from "../i18n/workbench-texts";
import type { Settings } from "../ui/model/settings";
import { onSettingsChanged, readSettings, writeSettings } from "../ui/model/stored-settings";
import { connectService, remoteHandler, transferred } from "../workbook/remote/service";
import type { EntryNotice } from "../workbook/file/view/entry";
import type { SheetView } from "../workbook/file/view/view";
import type { FileEvent, FileService, OpenedWorkbook } from "./file-service";
import type { Grid, GridHost, ShownWorkbook } from "./grid/grid";
import { loadGrid } from "./grid/load-grid";
import { nextTask } from "./next-task";
import { recentNames, rememberName } from "./recent-names";
import type { Notice, WorkbenchState } from "./workbench-state";

/** Rows beyond which it is said that a sheet is loaded in parts. */
const LARGE_ROWS = 20_000;
/** How long a success is shown, in milliseconds. */
const SUCCESS_MS = 6_000;
/** Selecting by dragging changes the selection all the time; figures are asked for when it rests. */
const FIGURES_DELAY_MS = 120;

export type Workbench = {
  readonly state: () => WorkbenchState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly texts: () => WorkbenchPageTexts;
  /** Starts the grid in an element; once. */
  readonly attachGrid: (container: HTMLElement) => void;
  /** Says which frame is the pane's; it gets the workbook's port when it says that it is ready. */
  readonly attachPane: (frame: HTMLIFrameElement) => () => void;
  readonly openFiles: (files: readonly File[]) => void;
  readonly openSample: () => void;
  /** The answer whether unsaved changes may go. */
  readonly answerReplacing: (replace: boolean) => void;
  readonly save: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly setSettings: (settings: Settings) => void;
  readonly isDark: () => boolean;
  readonly dismiss: (key: string) => void;
  readonly focusGrid: () => void;
};

type Source = { readonly name: string; readonly bytes: () => Promise<Uint8Array> };

const SAMPLE_NAME = "市局2026年第三季度绩效考评.xlsx";

function withExtension(name: string, extension: string): string {
  return name.replace(/\.(?:xls[xmb]?|xlt[xm]?|xlam|et|xml)$/i, "") + extension;
}

/** Longest wait for the first picture, in milliseconds, before the pane reads all the same: a page in the background draws none. */
const PICTURE_MS = 2_000;

/** The page's own state and what its buttons do. `file`: the service in the worker. */
export function createWorkbench(worker: Worker): Workbench {
  const file = connectService<FileService>(worker);
  const listeners = new Set<() => void>();
  let state: WorkbenchState = {
    settings: readSettings(),
    workbook: null,
    opening: null,
    gridReady: false,
    notices: [],
    figures: null,
    sheetNote: null,
    recent: recentNames(),
    replacing: null,
  };
  let grid: Grid | null = null;
  let shown: ShownWorkbook | null = null;
  let pane: HTMLIFrameElement | null = null;
  let paneReady = false;
  let waiting: Source | null = null;
  let figuresTimer = 0;
  let opens = 0;

  const set = (change: Partial<WorkbenchState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const texts = (): WorkbenchPageTexts => workbenchTexts(state.settings.locale);

  function notify(notice: Omit<Notice, "details"> & { readonly details?: Notice["details"] }): void {
    set({ notices: [...state.notices.filter(({ key }) => key !== notice.key), { details: () => [], ...notice }].slice(-4) });
    if (notice.intent !== "success") return;
    const made = state.notices.at(-1);
    setTimeout(() => {
      set({ notices: state.notices.filter((kept) => kept !== made) });
    }, SUCCESS_MS);
  }

  const dismiss = (...keys: readonly string[]): void => {
    if (state.notices.some(({ key }) => keys.includes(key))) set({ notices: state.notices.filter(({ key }) => !keys.includes(key)) });
  };

  /** Says what went wrong: the sentence of its code, or that it was not foreseen. */
  function fail(key: string, error: unknown, file?: string): void {
    if (error instanceof CodedError && error.code === "cancelled") return;
    const message = error instanceof Error ? error.message : String(error);
    notify({
      key,
      intent: "error",
      text({ sentence, say }) {
        const reason = error instanceof CodedError ? sentence(error.code, error.params) : say("workbench.failed", { message });
        return file === undefined ? reason : say("workbench.not-opened", { name: file, reason });
      },
    });
  }

  const isDark = (): boolean => state.settings.theme === "dark" || state.settings.theme === "contrast" || (state.settings.theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);

  /** Grid and page after a change of the workbook. */
  async function refresh(): Promise<void> {
    const active = grid?.activeSheet() ?? null;
    const view = await file.viewWorkbook(null);
    const sheet = active !== null && view.sheets.some(({ sheetId }) => sheetId === active) ? await file.viewSheet(active) : null;
    grid?.refresh(view, sheet);
  }

  /** The grid follows the file in order: what is revealed may stand on a sheet that a change before has made. */
  let following: Promise<unknown> = Promise.resolve();
  let refreshing = false;
  function follow(key: string, work: () => Promise<void>): void {
    following = following.then(work).catch((error: unknown) => fail(key, error));
  }

  function onFileEvent(event: FileEvent): void {
    if (event.kind === "reveal") follow("reveal", async () => grid?.reveal(event.area));
    else if (event.kind === "outline") follow("outline", async () => Promise.resolve(grid?.outline(event.areas)));
    else {
      if (state.workbook) set({ workbook: { ...state.workbook, dirty: event.dirty, canUndo: event.canUndo, canRedo: event.canRedo } });
      // One that waits shows this change, too.
      if (refreshing) return;
      refreshing = true;
      follow("refresh", () => {
        refreshing = false;
        return refresh();
      });
    }
  }

  /** Work in the order in which it was asked for: an edit must not overtake the one before. */
  let queue: Promise<unknown> = Promise.resolve();
  function inOrder(key: string, work: () => Promise<void>): void {
    queue = queue.then(work).catch((error: unknown) => {
      fail(key, error);
    });
  }

  function sayNotices(notices: readonly EntryNotice[]): void {
    const notice = notices[0];
    if (!notice) return;
    const { title, text, severity } = notice;
    notify({ key: "edit", intent: severity === "warning" ? "warning" : "info", text: ({ say }) => (text === "" ? say("entry.warned-plain") : say("entry.warned", { title, text })) });
  }

  const host: GridHost = {
    viewSheet: (sheetId) => file.viewSheet(sheetId),
    viewBlock: (sheetId, area) => file.viewBlock({ sheetId, area }),
    edit(entries) {
      dismiss("edit", "locked", "refused");
      inOrder("edit", async () => {
        const { notices } = await file.edit(entries);
        sayNotices(notices);
      });
    },
    undo: () => undo(),
    redo: () => redo(),
    selected(areas) {
      file.select(areas[0] ?? null).catch((error: unknown) => fail("select", error));
      clearTimeout(figuresTimer);
      const isOne = areas.length === 1 && areas[0]?.rows === 1 && areas[0].columns === 1;
      if (isOne || areas.length === 0) {
        if (state.figures) set({ figures: null });
        return;
      }
      figuresTimer = window.setTimeout(() => {
        file.figures(areas).then((figures) => set({ figures }), (error: unknown) => fail("figures", error));
      }, FIGURES_DELAY_MS);
    },
    locked: () => notify({ key: "locked", intent: "warning", text: ({ say }) => say("workbench.locked") }),
    refused: () => notify({ key: "refused", intent: "warning", text: ({ say }) => say("workbench.refused") }),
    activated(sheet: SheetView) {
      const notes = ({ say }: WorkbenchPageTexts): string =>
        [
          ...(sheet.kind === "worksheet" ? [] : [say("workbench.chart-sheet", { name: sheet.name })]),
          ...(sheet.rows > LARGE_ROWS ? [say("workbench.large", { rows: sheet.rows })] : []),
          ...(sheet.undrawn.length > 0 ? [say("workbench.undrawn")] : []),
        ].join(" ");
      set({ sheetNote: notes, figures: null });
    },
    failed: (error) => fail("view", error),
  };

  function sendPort(): void {
    const target = pane?.contentWindow;
    if (!target || !paneReady) return;
    const { workbook } = state;
    if (!workbook) {
      target.postMessage({ twinscore: "closed" }, location.origin);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    file.connectPane(transferred({ port: port1 }, [port1])).then(
      () => target.postMessage({ twinscore: "port", workbook: { name: workbook.name, id: workbook.id } }, location.origin, [port2]),
      (error: unknown) => fail("pane", error),
    );
  }

  function showOpened(name: string, opened: OpenedWorkbook): void {
    const saveName = withExtension(name, opened.extension);
    shown = { view: opened.view, sheets: opened.sheets, active: opened.active, block: opened.block };
    set({
      opening: null,
      workbook: { id: opened.id, name, saveName, extension: opened.extension, dirty: false, canUndo: false, canRedo: false },
      notices: [],
      figures: null,
      recent: rememberName(name),
    });
    if (saveName !== name) {
      const { losses } = opened;
      notify({ key: "converted", intent: losses.length > 0 ? "warning" : "info", text: ({ say }) => say("workbench.converted", { name }), details: ({ say, sentence }) => (losses.length > 0 ? [say("workbench.losses"), ...losses.map(({ code, params }) => sentence(code, params))] : []) });
    }
    opened.warnings.forEach(({ code, params }) => notify({ key: code, intent: "warning", text: ({ sentence }) => sentence(code, params) }));
    if (!grid) {
      sendPort();
      return;
    }
    let told = false;
    // Before, the pane would read the whole workbook while the grid draws its first picture.
    showInGrid(grid, shown, () => {
      if (!told && state.workbook?.id === opened.id) sendPort();
      told = true;
    });
    grid.focus();
  }

  function showInGrid(view: Grid, workbook: ShownWorkbook, seen: () => void): void {
    view.show(workbook, () => {
      performance.mark("twinscore:first-cells");
      seen();
    });
    performance.mark("twinscore:first-cells-placed");
    setTimeout(seen, PICTURE_MS);
  }

  async function startGrid(container: HTMLElement): Promise<void> {
    const { createGrid } = await loadGrid();
    const made = createGrid(container, host, { locale: state.settings.locale, dark: isDark() });
    await nextTask();
    // With a workbook at hand, that one is what the grid starts with.
    if (!shown) await made.prepare();
    grid = made;
    performance.mark("twinscore:grid-ready");
    set({ gridReady: true });
    if (shown) showInGrid(made, shown, () => undefined);
  }

  async function openNow(source: Source): Promise<void> {
    const turn = ++opens;
    set({ opening: source.name, notices: [] });
    performance.mark("twinscore:open");
    try {
      const bytes = await source.bytes();
      // The bytes are given away: copying fifty megabytes would take as long as reading them.
      const opened = await file.open(transferred({ bytes, name: source.name }, [bytes.buffer]));
      performance.mark("twinscore:opened");
      if (turn === opens) showOpened(source.name, opened);
    } catch (error) {
      if (turn !== opens) return;
      set({ opening: null });
      fail("open", error, source.name);
    }
  }

  function open(source: Source): void {
    if (state.workbook?.dirty) {
      waiting = source;
      set({ replacing: { name: state.workbook.name } });
      return;
    }
    void openNow(source);
  }

  function undo(): void {
    inOrder("undo", async () => {
      dismiss("edit", "locked", "refused", "undo");
      const area = await file.undo(null);
      if (area) await goTo(area);
    });
  }

  function redo(): void {
    inOrder("undo", async () => {
      dismiss("edit", "locked", "refused", "undo");
      const area = await file.redo(null);
      if (area) await goTo(area);
    });
  }

  async function goTo(area: Area): Promise<void> {
    await grid?.reveal(area);
  }

  function save(): void {
    const { workbook } = state;
    if (!workbook) return;
    inOrder("save", async () => {
      const bytes = await file.save(null);
      const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
      const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }));
      const link = document.createElement("a");
      link.href = url;
      link.download = workbook.saveName;
      link.click();
      // The download has begun by then; releasing at once would stop it in some browsers.
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
      notify({ key: "saved", intent: "success", text: ({ say }) => say("workbench.saved", { name: workbook.saveName }) });
    });
  }

  function adopt(settings: Settings): void {
    const before = state.settings;
    set({ settings });
    if (settings.locale !== before.locale) grid?.setLocale(settings.locale);
    grid?.setDark(isDark());
    document.documentElement.lang = settings.locale;
  }

  file.listen(remoteHandler(onFileEvent)).catch((error: unknown) => fail("listen", error));
  onSettingsChanged(adopt);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => adopt(state.settings));
  document.documentElement.lang = state.settings.locale;
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.origin !== location.origin || !pane || event.source !== pane.contentWindow) return;
    const { data } = event;
    if (typeof data !== "object" || data === null || !("twinscore" in data) || data.twinscore !== "pane-ready") return;
    paneReady = true;
    sendPort();
  });
  window.addEventListener("beforeunload", (event) => {
    if (state.workbook?.dirty) event.preventDefault();
  });

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    texts,
    attachGrid(container) {
      startGrid(container).catch((error: unknown) => notify({ key: "grid", intent: "error", text: ({ say }) => say("workbench.grid-failed", { message: error instanceof Error ? error.message : String(error) }) }));
    },
    attachPane(frame) {
      pane = frame;
      return () => {
        pane = null;
        paneReady = false;
      };
    },
    openFiles(files) {
      const first = files[0];
      if (!first) {
        notify({ key: "open", intent: "warning", text: ({ say }) => say("workbench.no-file") });
        return;
      }
      open({ name: first.name, bytes: async () => new Uint8Array(await first.arrayBuffer()) });
      if (files.length > 1) notify({ key: "one-file", intent: "info", text: ({ say }) => say("workbench.one-file") });
    },
    openSample() {
      const url = new URL("../../samples/市局2026年第三季度绩效考评.xlsx", import.meta.url);
      open({
        name: SAMPLE_NAME,
        async bytes() {
          const response = await fetch(url);
          if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
          return new Uint8Array(await response.arrayBuffer());
        },
      });
    },
    answerReplacing(replace) {
      const source = waiting;
      waiting = null;
      set({ replacing: null });
      if (replace && source) void openNow(source);
    },
    save,
    undo,
    redo,
    setSettings(settings) {
      writeSettings(settings);
      adopt(settings);
    },
    isDark,
    dismiss: (key) => dismiss(key),
    focusGrid: () => grid?.focus(),
  };
}
