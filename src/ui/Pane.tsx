import { Button, FluentProvider, makeStyles, tokens } from "@fluentui/react-components";
import { ErrorCircleRegular } from "@fluentui/react-icons/svg/error-circle";
import { TableRegular } from "@fluentui/react-icons/svg/table";
import { useEffect, useMemo, useState, type KeyboardEvent, type ReactNode } from "react";
import type { CodeParams } from "../core/coded-error";
import type { Session, SessionStep } from "../app/session/session";
import { paneTextsOf } from "../i18n/pane-texts";
import type { Locale } from "../i18n/texts";
import { ArchiveStep } from "./archive/ArchiveStep";
import { CheckStep } from "./check/CheckStep";
import { createPaneModel } from "./model/pane-model";
import type { Settings } from "./model/settings";
import { RecognizeStep } from "./recognize/RecognizeStep";
import { ScoreStep } from "./score/ScoreStep";
import { EmptyState } from "./shell/EmptyState";
import { GuideCard } from "./shell/GuideCard";
import { GuideSteps } from "./shell/GuideSteps";
import { LiveRegion } from "./shell/LiveRegion";
import { LoadingLines } from "./shell/LoadingLines";
import { MenuDialogs } from "./shell/MenuDialogs";
import { PaneContext, TextsContext, usePane, useTexts } from "./shell/pane-context";
import { PaneMenu, type MenuDialog } from "./shell/PaneMenu";
import { StepBar } from "./shell/StepBar";
import { THEMES, useThemeName } from "./shell/themes";
import { useSettings } from "./shell/use-settings";
import { StructureStep } from "./structure/StructureStep";

/** What the pane is connected to. Another `serial` is another workbook: the pane starts anew with it. */
export type Connection =
  | { readonly kind: "connecting" }
  | { readonly kind: "closed" }
  /** `step`: where to begin; `null`: where the workbook was left. */
  | { readonly kind: "open"; readonly session: Session; readonly serial: number; readonly step: SessionStep | null }
  /** The background program could not be started, or the workbook not be opened: then `code` says why. */
  | { readonly kind: "failed"; readonly code?: string; readonly params?: CodeParams }
  /** What an interrupted writing had left was taken back; the user goes on from there. */
  | { readonly kind: "restored"; readonly onContinue: () => void }
  /** Opened by itself, with nothing around it. */
  | { readonly kind: "standalone" };

export type PaneProps = {
  readonly connection: Connection;
  /** Asks whoever embeds the pane for the sample workbook; `null` where nobody has one. */
  readonly onSample: (() => void) | null;
  /** Where the workbench is; for the page that stands alone. */
  readonly workbenchUrl: string;
  /** Told the language at the start and when it is changed: sheets of ours are written in it. */
  readonly onLocale: (locale: Locale) => void;
};

const useStyles = makeStyles({
  root: { height: "100%", display: "flex", flexDirection: "column", backgroundColor: tokens.colorNeutralBackground1, color: tokens.colorNeutralForeground1, overflow: "hidden", minWidth: "300px", textWrap: "pretty" },
  // The corner at the top right belongs to the program around the pane: 34 by 32 px.
  header: { display: "flex", alignItems: "center", gap: "2px", padding: "0 36px 0 4px", borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, flexShrink: 0, minHeight: "46px" },
  name: { flex: "1 1 0", margin: 0, paddingLeft: "8px", fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  main: { flex: "1 1 0", minHeight: 0, display: "flex", flexDirection: "column", position: "relative" },
  centered: { overflowY: "auto", padding: "12px", display: "flex", flexDirection: "column", gap: "12px" },
  title: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
});

/** The task pane. It knows a session and nothing of the program that it stands in. */
export function Pane({ connection, onSample, workbenchUrl, onLocale }: PaneProps): ReactNode {
  const [settings, changeSettings] = useSettings();
  const texts = paneTextsOf(settings.locale);
  const theme = useThemeName(settings.theme);
  useEffect(() => {
    document.documentElement.lang = settings.locale;
    document.title = texts.say("app.name");
    onLocale(settings.locale);
  }, [settings.locale, texts, onLocale]);
  return (
    <TextsContext value={texts}>
      <FluentProvider theme={THEMES[theme]} style={{ height: "100%" }} data-theme={theme}>
        {connection.kind === "open" ? (
          <OpenPane key={connection.serial} session={connection.session} step={connection.step} settings={settings} onSettings={changeSettings} onSample={onSample} />
        ) : (
          <PaneWithout connection={connection} settings={settings} onSettings={changeSettings} onSample={onSample} workbenchUrl={workbenchUrl} />
        )}
      </FluentProvider>
    </TextsContext>
  );
}

type SettingsProps = { readonly settings: Settings; readonly onSettings: (change: Partial<Settings>) => void; readonly onSample: (() => void) | null };

function OpenPane({ session, step, ...props }: SettingsProps & { readonly session: Session; readonly step: SessionStep | null }): ReactNode {
  const texts = useTexts();
  const model = useMemo(() => createPaneModel(session), [session]);
  useEffect(() => void model.start(step), [model, step]);
  const value = useMemo(() => ({ model, texts }), [model, texts]);
  return (
    <PaneContext value={value}>
      <PaneWithWorkbook {...props} />
    </PaneContext>
  );
}

function PaneWithWorkbook({ settings, onSettings, onSample }: SettingsProps): ReactNode {
  const styles = useStyles();
  const { model, state, texts } = usePane();
  const [dialog, setDialog] = useState<MenuDialog | null>(null);
  const last = state.standing?.history.at(-1);
  const undo = {
    label: last ? texts.say("menu.undo", { purpose: texts.say(`purpose.${last.purpose}`), cells: texts.count(last.cells) }) : texts.say("menu.undo.none"),
    note: last && state.standing?.clearsUndo ? texts.say("plan.undo-clears") : null,
    run: last && !state.work ? () => void model.undo() : null,
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && state.work && !event.defaultPrevented) model.cancel();
  };
  return (
    // The listener only adds a shortcut to the cancel button, which is a control of its own.
    <div className={styles.root} onKeyDown={onKeyDown} data-testid="pane">
      <header className={styles.header}>
        <h1 className={styles.title}>{texts.say("app.name")}</h1>
        <StepBar />
        <PaneMenu undo={undo} onDialog={setDialog} onSample={onSample} />
      </header>
      <main className={styles.main}>
        <LiveRegion />
        {state.standing === null ? (
          <div className={styles.centered}>
            <LoadingLines />
          </div>
        ) : (
          <CurrentStep guide={settings.guideSeen ? null : <GuideCard onDismiss={() => onSettings({ guideSeen: true })} />} />
        )}
      </main>
      <MenuDialogs open={dialog} settings={settings} onSettings={onSettings} onClose={() => setDialog(null)} />
    </div>
  );
}

function CurrentStep({ guide }: { readonly guide: ReactNode }): ReactNode {
  const { state } = usePane();
  switch (state.step) {
    case "recognize":
      return <RecognizeStep guide={guide} />;
    case "structure":
      return <StructureStep />;
    case "check":
      return <CheckStep />;
    case "score":
      return <ScoreStep />;
    case "archive":
      return <ArchiveStep />;
  }
}

/** The pane before a workbook is there: what it waits for, and what can be done. (PN-3) */
function PaneWithout({ connection, settings, onSettings, onSample, workbenchUrl }: SettingsProps & { readonly connection: Connection; readonly workbenchUrl: string }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const [dialog, setDialog] = useState<MenuDialog | null>(null);
  return (
    <div className={styles.root} data-testid="pane">
      <header className={styles.header}>
        <h1 className={styles.name}>{texts.say("app.name")}</h1>
        <PaneMenu undo={null} onDialog={setDialog} onSample={connection.kind === "closed" ? onSample : null} />
      </header>
      <main className={`${styles.main} ${styles.centered}`}>
        {connection.kind === "connecting" && <LoadingLines />}
        {connection.kind === "closed" && (
          <EmptyState level={2} icon={<TableRegular />} title={texts.say("none.title")} text={texts.say("none.text")} testId="no-workbook">
            {onSample && (
              <Button appearance="primary" onClick={onSample} data-testid="open-sample">
                {texts.say("guide.sample")}
              </Button>
            )}
          </EmptyState>
        )}
        {connection.kind === "standalone" && (
          <EmptyState level={2} icon={<TableRegular />} title={texts.say("standalone.title")} text={texts.say("standalone.text")} testId="standalone">
            <Button as="a" appearance="primary" href={workbenchUrl} data-testid="open-workbench">
              {texts.say("standalone.open")}
            </Button>
          </EmptyState>
        )}
        {connection.kind === "failed" && (
          <EmptyState level={2} icon={<ErrorCircleRegular />} title={texts.say("failed.title")} text={connection.code === undefined ? texts.say("failed.text") : texts.sentence(connection.code, connection.params)} testId="failed">
            <Button appearance="primary" onClick={() => location.reload()}>
              {texts.say("failed.reload")}
            </Button>
          </EmptyState>
        )}
        {connection.kind === "restored" && (
          <EmptyState level={2} icon={<ErrorCircleRegular />} title={texts.say("restored.title")} text={texts.say("restored.text")} testId="restored">
            <Button appearance="primary" onClick={connection.onContinue} data-testid="continue">
              {texts.say("restored.continue")}
            </Button>
          </EmptyState>
        )}
        {(connection.kind === "closed" || connection.kind === "standalone") && <GuideSteps />}
      </main>
      <MenuDialogs open={dialog} settings={settings} onSettings={onSettings} onClose={() => setDialog(null)} />
    </div>
  );
}
