import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { TableRegular } from "@fluentui/react-icons/svg/table";
import { useEffect, useState, type ReactNode } from "react";
import type { TableView } from "../../app/session/session";
import { isOutdated } from "../model/pane-model";
import { EmptyState } from "../shell/EmptyState";
import { FindingNotes } from "../plan/FindingNotes";
import { KeptAtOnceNote } from "../plan/HostNotes";
import { LoadingLines } from "../shell/LoadingLines";
import { usePane } from "../shell/pane-context";
import { StaleBar } from "../shell/StaleBar";
import { StepFrame } from "../shell/StepFrame";
import { useFollow } from "../shell/use-follow";
import { AddTable } from "./AddTable";
import { doubtfulColumns, tablesOf } from "./doubtful-columns";
import { DoubtList } from "./DoubtList";
import { ProfileActions } from "./ProfileActions";
import { TableDetail } from "./TableDetail";
import { TableList } from "./TableList";

type Place = { readonly kind: "list"; readonly cameFrom: string | null } | { readonly kind: "table"; readonly tableId: string } | { readonly kind: "add" };

const useStyles = makeStyles({
  head: { display: "flex", alignItems: "center", justifyContent: "space-between", gap: "8px" },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  count: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

/** ① What the workbook was recognised as, and putting it right. (PN-20 to PN-24) */
export function RecognizeStep({ guide }: { readonly guide: ReactNode }): ReactNode {
  const styles = useStyles();
  const { texts, state, model } = usePane();
  const [place, setPlace] = useState<Place>({ kind: "list", cameFrom: null });
  const { recognition } = state;
  const offer = useFollow(recognition !== null && isOutdated(state, recognition, false), model.recognize);
  useEffect(() => {
    if (!recognition) return;
    const tables = tablesOf(recognition.view).filter(({ ignored }) => !ignored);
    model.outline(tables.map(({ sheetId, range }) => ({ sheetId, ...range })));
  }, [recognition, model]);
  // Frames belong to this step: elsewhere they would say what they do not mean.
  useEffect(() => () => model.outline([]), [model]);
  if (recognition === null) {
    const waiting = state.work !== null || state.problem !== null;
    return (
      <StepFrame step="recognize" primary={{ label: texts.say("recognize.start"), onClick: () => void model.recognize(), testId: "recognize" }}>
        {guide}
        {state.work ? <LoadingLines label={texts.say("work.recognize")} /> : !waiting && <EmptyState icon={<TableRegular />} title={texts.say("recognize.idle.title")} text={texts.say("recognize.idle.text")} testId="recognize-idle" />}
      </StepFrame>
    );
  }
  const { view } = recognition;
  const open = (table: TableView): void => {
    model.reveal({ sheetId: table.sheetId, ...table.range });
    setPlace({ kind: "table", tableId: table.tableId });
  };
  if (place.kind === "add") return <AddTable sheets={view.sheets} onDone={() => setPlace({ kind: "list", cameFrom: null })} />;
  const table = place.kind === "table" ? view.sheets.flatMap((sheet) => sheet.tables).find((candidate) => candidate.tableId === place.tableId) : undefined;
  if (table) {
    const back = (): void => setPlace({ kind: "list", cameFrom: table.tableId });
    return (
      <StepFrame step="recognize" primary={{ label: texts.say("action.done"), onClick: back, testId: "table-done" }}>
        <KeptAtOnceNote />
        <TableDetail key={table.tableId} table={table} onBack={back} />
      </StepFrame>
    );
  }
  const tables = tablesOf(view);
  const doubts = doubtfulColumns(view);
  return (
    <StepFrame
      step="recognize"
      primary={{ label: texts.say("action.next.structure"), onClick: () => model.goTo("structure"), disabled: tables.length === 0, testId: "next-structure" }}
      secondary={
        <Button onClick={() => setPlace({ kind: "add" })} disabled={state.work !== null} data-testid="add-table">
          {texts.say("recognize.add")}
        </Button>
      }
    >
      {guide}
      {offer && <StaleBar onRefresh={() => void model.recognize()} />}
      <FindingNotes findings={view.findings} />
      <KeptAtOnceNote />
      {tables.length === 0 ? (
        <EmptyState icon={<TableRegular />} title={texts.say("recognize.empty.title")} text={texts.say("recognize.empty.text")} testId="recognize-empty" />
      ) : doubts.length > 0 ? (
        <DoubtList doubts={doubts} onOpen={open} />
      ) : (
        <p className={styles.count} data-testid="no-doubts">
          {texts.say("recognize.doubts.none")}
        </p>
      )}
      <div className={styles.head}>
        <h3 className={styles.title}>{texts.say("recognize.tables")}</h3>
        <p className={styles.count} data-testid="table-count">
          {texts.say("recognize.count", { sheets: view.sheets.filter((sheet) => !sheet.own).length, tables: tables.length })}
        </p>
      </div>
      <TableList sheets={view.sheets} focusTable={place.kind === "list" ? place.cameFrom : null} onOpen={open} />
      <ProfileActions corrected={view.sheets.some((sheet) => sheet.tables.some((candidate) => candidate.corrected || candidate.ignored))} />
    </StepFrame>
  );
}
