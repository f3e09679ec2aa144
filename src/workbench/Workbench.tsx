import { FluentProvider, makeStyles, Spinner, teamsHighContrastTheme, tokens, webDarkTheme, webLightTheme, type Theme as FluentTheme } from "@fluentui/react-components";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactElement } from "react";
import type { Workbench as WorkbenchModel } from "./create-workbench";
import { DropZone } from "./DropZone";
import { NoticeBar } from "./NoticeBar";
import { PaneFrame } from "./PaneFrame";
import { isRegionKey, usePageKeys, type Region } from "./page-keys";
import { ReplaceDialog } from "./ReplaceDialog";
import { Splitter } from "./Splitter";
import { StatusLine } from "./StatusLine";
import { Welcome } from "./Welcome";
import { WorkbenchToolbar } from "./WorkbenchToolbar";

/** Not part of the page's first load. */
const OfficeDialog = lazy(async () => ({ default: (await import("./office/OfficeDialog")).OfficeDialog }));

/** Excel's own width of a task pane. */
const PANE_WIDTH = 350;
const LEAST_PANE_WIDTH = 320;
const LEAST_GRID_WIDTH = 240;

const FONTS = '"Segoe UI", "Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif';

function themed(theme: FluentTheme): FluentTheme {
  return { ...theme, fontFamilyBase: FONTS };
}

const LIGHT = themed(webLightTheme);
const DARK = themed(webDarkTheme);
const CONTRAST = themed(teamsHighContrastTheme);

const useStyles = makeStyles({
  page: { display: "flex", flexDirection: "column", height: "100vh", overflow: "hidden", backgroundColor: tokens.colorNeutralBackground1, color: tokens.colorNeutralForeground1 },
  main: { display: "flex", flexGrow: 1, minHeight: 0 },
  work: { position: "relative", flexGrow: 1, minWidth: 0, display: "flex", flexDirection: "column" },
  sheet: { position: "relative", flexGrow: 1, minHeight: 0 },
  grid: { position: "absolute", inset: 0 },
  hidden: { visibility: "hidden" },
  side: { display: "flex", flexShrink: 0 },
  cover: { position: "absolute", inset: 0, display: "flex", alignItems: "center", justifyContent: "center", backgroundColor: tokens.colorNeutralBackground1, zIndex: 2 },
  veil: { position: "absolute", inset: 0, display: "flex", alignItems: "center", justifyContent: "center", backgroundColor: tokens.colorBackgroundOverlay, zIndex: 3 },
  busy: { padding: "20px 28px", borderRadius: tokens.borderRadiusLarge, backgroundColor: tokens.colorNeutralBackground1, boxShadow: tokens.shadow16 },
});

function focusFirst(region: HTMLElement | null): boolean {
  const first = region?.querySelector<HTMLElement>("button:not([disabled])");
  first?.focus();
  return first != null;
}

/** The whole page. */
export function Workbench({ workbench }: { readonly workbench: WorkbenchModel }): ReactElement {
  const state = useSyncExternalStore(workbench.subscribe, workbench.state);
  const styles = useStyles();
  const gridElement = useRef<HTMLDivElement>(null);
  const toolbar = useRef<HTMLElement>(null);
  const [paneOpen, setPaneOpen] = useState(true);
  const [officeOpen, setOfficeOpen] = useState(() => new URLSearchParams(location.search).has("office"));
  const [paneWidth, setPaneWidth] = useState(PANE_WIDTH);
  const { say } = workbench.texts();
  const { workbook, opening, settings } = state;
  const [frame, setFrame] = useState<HTMLIFrameElement | null>(null);
  const regions = useMemo(
    (): readonly Region[] => [
      { hasFocus: () => toolbar.current?.contains(document.activeElement) ?? false, focus: () => focusFirst(toolbar.current) },
      {
        hasFocus: () => gridElement.current?.contains(document.activeElement) ?? false,
        focus() {
          if (!workbook) return false;
          workbench.focusGrid();
          return true;
        },
      },
      {
        hasFocus: () => frame !== null && document.activeElement === frame,
        focus() {
          if (!paneOpen || !frame) return false;
          frame.focus();
          return true;
        },
      },
    ],
    [workbench, workbook, frame, paneOpen],
  );
  const onKey = useCallback(
    (event: KeyboardEvent): boolean => {
      if (isRegionKey(event, regions)) return true;
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
      const key = event.key.toLowerCase();
      if (key === "s") workbench.save();
      else if (key === "o" && !event.shiftKey) document.getElementById("workbench-file")?.click();
      else return false;
      return true;
    },
    [workbench, regions],
  );
  usePageKeys(onKey, frame);

  useEffect(() => {
    if (gridElement.current) workbench.attachGrid(gridElement.current);
  }, [workbench]);

  useEffect(() => {
    document.title = workbook ? `${workbook.dirty ? "● " : ""}${workbook.name} - ${say("workbench.title")}` : say("workbench.title");
  }, [workbook, say]);

  const resize = useCallback((width: number) => {
    setPaneWidth(Math.round(Math.max(LEAST_PANE_WIDTH, Math.min(width, window.innerWidth - LEAST_GRID_WIDTH))));
  }, []);

  const theme = settings.theme === "contrast" ? CONTRAST : workbench.isDark() ? DARK : LIGHT;
  return (
    <FluentProvider theme={theme}>
      <div className={styles.page} data-testid="workbench" data-theme={workbench.isDark() ? "dark" : "light"}>
        <WorkbenchToolbar ref={toolbar} workbench={workbench} state={state} paneOpen={paneOpen} onTogglePane={() => setPaneOpen(!paneOpen)} onOffice={() => setOfficeOpen(true)} />
        <div className={styles.main}>
          <main className={styles.work} aria-label={say("workbench.grid")}>
            <NoticeBar notices={state.notices} texts={workbench.texts()} onDismiss={workbench.dismiss} />
            <div className={styles.sheet}>
              <div ref={gridElement} className={workbook ? styles.grid : `${styles.grid} ${styles.hidden}`} data-testid="grid" data-ready={state.gridReady && workbook ? "true" : "false"} />
              {workbook ? null : (
                <div className={styles.cover}>
                  <Welcome workbench={workbench} state={state} />
                </div>
              )}
              {workbook && !state.gridReady ? (
                <div className={styles.cover}>
                  <Spinner label={say("workbench.loading-grid")} />
                </div>
              ) : null}
              {opening === null ? null : (
                <div className={styles.veil} role="status" data-testid="opening">
                  <div className={styles.busy}>
                    <Spinner label={say("workbench.loading", { name: opening })} />
                  </div>
                </div>
              )}
            </div>
            <StatusLine note={state.sheetNote?.(workbench.texts()) ?? null} figures={state.figures} say={say} locale={settings.locale} />
          </main>
          <aside className={styles.side} aria-label={say("workbench.pane")}>
            {paneOpen ? <Splitter label={say("workbench.splitter")} width={paneWidth} least={LEAST_PANE_WIDTH} usual={PANE_WIDTH} onResize={resize} /> : null}
            <PaneFrame workbench={workbench} title={say("workbench.pane")} width={paneWidth} open={paneOpen} onFrame={setFrame} />
          </aside>
        </div>
        <DropZone label={say("workbench.drop")} onFiles={workbench.openFiles} />
        {officeOpen && (
          <Suspense fallback={null}>
            <OfficeDialog
              texts={workbench.texts()}
              onClose={() => setOfficeOpen(false)}
              onOpen={(file) => {
                setOfficeOpen(false);
                workbench.openFiles([file]);
              }}
            />
          </Suspense>
        )}
        <ReplaceDialog replacing={state.replacing} say={say} onAnswer={workbench.answerReplacing} />
      </div>
    </FluentProvider>
  );
}
