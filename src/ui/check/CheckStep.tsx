import { Button, makeStyles, ToggleButton, tokens } from "@fluentui/react-components";
import { CheckmarkCircleRegular } from "@fluentui/react-icons/svg/checkmark-circle";
import { ChevronDownRegular } from "@fluentui/react-icons/svg/chevron-down";
import { ChevronUpRegular } from "@fluentui/react-icons/svg/chevron-up";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { SearchRegular } from "@fluentui/react-icons/svg/search";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import type { FindingView, FixKind } from "../../app/session/session";
import { isOutdated } from "../model/pane-model";
import { EmptyState } from "../shell/EmptyState";
import { KeptAtOnceNote, UndoNote } from "../plan/HostNotes";
import { LoadingLines } from "../shell/LoadingLines";
import { InlineLink } from "../shell/InlineLink";
import { usePane } from "../shell/pane-context";
import { StaleBar } from "../shell/StaleBar";
import { StepFrame } from "../shell/StepFrame";
import { useFollow } from "../shell/use-follow";
import { AcceptDialog } from "./AcceptDialog";
import { CertificateDialog } from "./CertificateDialog";
import { DecompositionSection } from "./DecompositionSection";
import { CheckFilters } from "./CheckFilters";
import { findingRows, fixable, sameFix, SEVERITIES, type FindingFilter } from "./finding-rows";
import { FindingList } from "./FindingList";
import { FixDialog } from "./FixDialog";
import { reportCsv, type ReportLine } from "../../core/check/finding-report";
import type { PaneTexts } from "../../i18n/pane-texts";
import { saveFile } from "../shell/save-file";

const NO_FILTER: FindingFilter = { grouping: "severity", handling: "open", severities: new Set(SEVERITIES), search: "" };

const useStyles = makeStyles({
  line: { display: "flex", alignItems: "center", gap: "8px", flexShrink: 0, padding: "4px 8px", borderRadius: tokens.borderRadiusMedium, fontSize: tokens.fontSizeBase200, backgroundColor: tokens.colorNeutralBackground3, "& > :first-child": { flex: "1 1 auto", minWidth: 0 } },
  done: { backgroundColor: tokens.colorPaletteGreenBackground1, color: tokens.colorPaletteGreenForeground1 },
  views: { display: "flex", gap: "6px", flexShrink: 0 },
  position: { fontSize: tokens.fontSizeBase200, fontVariantNumeric: "tabular-nums", color: tokens.colorNeutralForeground2, minWidth: "44px", textAlign: "center" },
});

/** A finding as a line of a report, as it stands in the list. */
function reportLine(finding: FindingView, texts: PaneTexts): ReportLine {
  return {
    file: "",
    severity: texts.say(`severity.${finding.severity}`),
    sheet: finding.sheetName ?? "",
    cell: finding.address ?? "",
    sentence: texts.sentence(finding.code, finding.params),
    code: finding.code,
    accepted: finding.accepted?.reason ?? "",
  };
}

/** ③ Findings, one after the other: go there, mend it, or say that it is right. (PN-32 to PN-37) */
export function CheckStep(): ReactNode {
  const styles = useStyles();
  const { texts, state, model } = usePane();
  const [shown, setShown] = useState<"findings" | "decomposition">("findings");
  const [filter, setFilter] = useState<FindingFilter>(NO_FILTER);
  const [current, setCurrent] = useState<string | null>(null);
  const [focus, setFocus] = useState(0);
  const [accepting, setAccepting] = useState<FindingView | null>(null);
  const [fixKinds, setFixKinds] = useState<readonly FixKind[]>([]);
  const { check, recognition } = state;
  const decompositions = check?.view.decompositions ?? [];
  const shows = decompositions.length === 0 ? "findings" : shown;
  const missing = check === null && recognition !== null && state.work === null && state.problem === null;
  useEffect(() => {
    if (missing) void model.check();
  }, [missing, model]);
  const offer = useFollow(check !== null && isOutdated(state, check), model.recheck);
  const findings = useMemo(() => check?.view.findings ?? [], [check]);
  const rows = useMemo(
    () =>
      findingRows(findings, filter, {
        name: texts.findingName,
        sentence: (finding) => texts.sentence(finding.code, finding.params),
        severity: (severity) => texts.say(`severity.${severity}`),
        workbook: texts.say("check.workbook"),
      }),
    [findings, filter, texts],
  );
  const listed = rows.flatMap((row) => (row.kind === "finding" ? [row.finding] : []));
  const at = listed.findIndex((finding) => finding.id === current);
  const reveal = (finding: FindingView): void => {
    setCurrent(finding.id);
    setFocus((count) => count + 1);
    if (finding.sheetId !== null) model.reveal({ sheetId: finding.sheetId, ...(finding.area ?? { row: 0, column: 0, rows: 1, columns: 1 }) });
  };
  const move = (by: number): void => {
    const next = listed[at < 0 ? (by > 0 ? 0 : listed.length - 1) : (at + by + listed.length) % listed.length];
    if (next) reveal(next);
  };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "F8" || shows === "decomposition" || state.fix !== null || state.certificate !== null || accepting !== null) return;
      event.preventDefault();
      move(event.shiftKey ? -1 : 1);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });
  const previewFix = (wanted: readonly FindingView[]): void => {
    setFixKinds([...new Set(wanted.flatMap((finding) => (finding.fix ? [finding.fix.kind] : [])))]);
    void model.previewFix(wanted.map((finding) => finding.id));
  };
  const next = { label: texts.say("action.next.score"), onClick: () => model.goTo("score"), testId: "next-score" };
  if (check === null) {
    return (
      <StepFrame step="check" primary={{ label: texts.say("check.start"), onClick: () => void model.check(), disabled: recognition === null, testId: "check" }}>
        {state.work ? <LoadingLines label={texts.say("work.check")} /> : <EmptyState icon={<SearchRegular />} title={texts.say("check.idle.title")} text={texts.say("check.idle.text")} testId="check-idle" />}
      </StepFrame>
    );
  }
  const outcome = state.outcomes.check;
  const mendable = fixable(findings);
  const busy = state.work !== null;
  const certificate = (
    <InlineLink onClick={() => void model.previewCertificate()} testId="make-certificate">
      {texts.say("check.certificate")}
    </InlineLink>
  );
  return (
    <StepFrame
      step="check"
      filled
      primary={next}
      secondary={
        shows === "findings" && findings.length > 0 && (
          <>
            <Button size="small" icon={<ChevronUpRegular />} aria-label={texts.say("check.previous")} title={`${texts.say("check.previous")} (Shift+F8)`} disabledFocusable={listed.length === 0} onClick={() => move(-1)} data-testid="previous-finding" />
            <span className={styles.position} data-testid="finding-position">
              {texts.say("check.position", { index: at < 0 ? "–" : texts.count(at + 1), total: texts.count(listed.length) })}
            </span>
            <Button size="small" icon={<ChevronDownRegular />} aria-label={texts.say("check.next")} title={`${texts.say("check.next")} (F8)`} disabledFocusable={listed.length === 0} onClick={() => move(1)} data-testid="next-finding" />
          </>
        )
      }
    >
      {offer && <StaleBar onRefresh={() => void model.check()} />}
      {outcome && (
        <div className={`${styles.line} ${styles.done}`} data-testid="outcome">
          <span>
            {texts.say("outcome.title", { cells: texts.count(outcome.applied.cells) })}
            <UndoNote />
          </span>
          <Button size="small" disabledFocusable={busy || !state.standing?.history.length} onClick={() => void model.undo()} data-testid="undo">
            {texts.say("action.undo")}
          </Button>
          <Button size="small" appearance="subtle" icon={<DismissRegular />} aria-label={texts.say("action.close")} onClick={() => model.dismissOutcome("check")} />
        </div>
      )}
      {decompositions.length > 0 && (
        <div className={styles.views} role="group" aria-label={texts.say("check.show")}>
          {(["findings", "decomposition"] as const).map((view) => (
            <ToggleButton key={view} size="small" checked={shows === view} onClick={() => setShown(view)} data-testid={`show-${view}`}>
              {texts.say(`check.show.${view}`)}
            </ToggleButton>
          ))}
        </div>
      )}
      {shows === "decomposition" ? (
        <DecompositionSection decompositions={decompositions} findings={findings} />
      ) : findings.length === 0 ? (
        <EmptyState icon={<CheckmarkCircleRegular />} good title={texts.say("check.clean.title")} text={texts.say("check.clean.text")} testId="check-clean">
          <Button size="small" disabledFocusable={busy} onClick={() => void model.check()} data-testid="check-again">
            {texts.say("check.again")}
          </Button>
          {certificate}
        </EmptyState>
      ) : (
        <>
          <CheckFilters findings={findings} filter={filter} onFilter={(change) => setFilter({ ...filter, ...change })} onRefresh={() => void model.check()} />
          {mendable.length > 0 && (
            <div className={styles.line}>
              <span>{texts.say("check.fix.all", { count: texts.count(mendable.length) })}</span>
              <Button size="small" disabledFocusable={busy} onClick={() => previewFix(mendable)} data-testid="fix-all">
                {texts.say("check.fix.open")}
              </Button>
            </div>
          )}
          <div className={styles.line}>
            <InlineLink onClick={() => saveFile(texts.say("check.export.name"), reportCsv(listed.map((finding) => reportLine(finding, texts)), texts.report), "text/csv;charset=utf-8")} testId="export-findings">
              {texts.say("check.export")}
            </InlineLink>
            {certificate}
          </div>
          {listed.length === 0 ? (
            <p>
              {texts.say("check.none-match")}{" "}
              <InlineLink onClick={() => setFilter({ ...NO_FILTER, grouping: filter.grouping })} testId="clear-filters">
                {texts.say("check.clear")}
              </InlineLink>
            </p>
          ) : (
            <FindingList
              rows={rows}
              current={current}
              focus={focus}
              onCurrent={(finding) => setCurrent(finding.id)}
              onReveal={reveal}
              actions={(finding) => <FindingActions finding={finding} same={sameFix(findings, finding)} onFix={previewFix} onAccept={setAccepting} />}
            />
          )}
        </>
      )}
      {state.fix && (
        <FixDialog
          preview={state.fix.view}
          kinds={fixKinds}
          onClose={model.dropFix}
          onApply={() => {
            void model.apply("check").then(() => model.check());
          }}
        />
      )}
      {state.certificate && (
        <CertificateDialog
          preview={state.certificate.view}
          onClose={model.dropCertificate}
          onApply={() => {
            void model.apply("check").then(() => model.check());
          }}
        />
      )}
      {accepting && (
        <AcceptDialog
          sentence={texts.sentence(accepting.code, accepting.params)}
          onClose={() => setAccepting(null)}
          onSave={(reason) => {
            // The finding leaves the list of open ones: the next one takes its place, and the focus.
            if (filter.handling === "open") setCurrent((listed[at + 1] ?? listed[at - 1])?.id ?? null);
            void model.accept([accepting.id], reason).then(() => setFocus((count) => count + 1));
            setAccepting(null);
          }}
        />
      )}
    </StepFrame>
  );
}

function FindingActions({ finding, same, onFix, onAccept }: { readonly finding: FindingView; readonly same: readonly FindingView[]; readonly onFix: (findings: readonly FindingView[]) => void; readonly onAccept: (finding: FindingView) => void }): ReactNode {
  const { texts, model, state } = usePane();
  const busy = state.work !== null;
  if (finding.accepted) {
    return (
      <>
        <Button size="small" disabledFocusable={busy} onClick={() => void model.accept([finding.id], null)} data-testid="revoke">
          {texts.say("check.revoke")}
        </Button>
        <KeptAtOnceNote />
      </>
    );
  }
  return (
    <>
      {finding.fix && (
        <Button size="small" disabledFocusable={busy} onClick={() => onFix([finding])} data-testid="fix">
          {texts.say("check.fix")}
        </Button>
      )}
      {finding.fix && same.length > 1 && (
        <Button size="small" disabledFocusable={busy} onClick={() => onFix(same)} data-testid="fix-same">
          {texts.say("check.fix.same", { count: same.length })}
        </Button>
      )}
      <Button size="small" disabledFocusable={busy} onClick={() => onAccept(finding)} data-testid="accept">
        {texts.say("check.accept")}
      </Button>
    </>
  );
}
