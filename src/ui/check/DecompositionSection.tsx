import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import type { DecompositionView, FindingView } from "../../app/session/session";
import { Choice } from "../shell/Choice";
import { usePane } from "../shell/pane-context";
import { decompositionRows, initiallyOpen, nextWithFinding, rowsAbove, seenRows, type DecompositionRow } from "./decomposition-rows";
import { DecompositionTree } from "./DecompositionTree";

const useStyles = makeStyles({
  head: { display: "flex", flexWrap: "wrap", gap: "6px", alignItems: "center", flexShrink: 0 },
  words: { flex: "1 1 100%", margin: 0, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2 },
  choice: { flex: "1 1 110px", minWidth: 0 },
});

/** Decompositions of the workbook, one at a time, as a tree with the findings at their nodes. (PN-62, PN-63) */
export function DecompositionSection({ decompositions, findings }: { readonly decompositions: readonly DecompositionView[]; readonly findings: readonly FindingView[] }): ReactNode {
  const { texts } = usePane();
  const styles = useStyles();
  const [chosen, setChosen] = useState<string | null>(null);
  const view = decompositions.find(({ sheetId }) => sheetId === chosen) ?? decompositions[0];
  if (!view) return null;
  const names = new Map(decompositions.map(({ sheetId, sheetName }) => [sheetId, sheetName]));
  return (
    <>
      {decompositions.length > 1 && (
        <div className={styles.head}>
          <Choice className={styles.choice} aria-label={texts.say("decomposition.sheet")} choices={[...names.keys()]} value={view.sheetId} say={(sheetId) => names.get(sheetId) ?? sheetId} onChoice={setChosen} testId="decomposition-sheet" />
        </div>
      )}
      <OneDecomposition key={view.sheetId} view={view} findings={findings} />
    </>
  );
}

function OneDecomposition({ view, findings }: { readonly view: DecompositionView; readonly findings: readonly FindingView[] }): ReactNode {
  const styles = useStyles();
  const { texts, model } = usePane();
  const rows = useMemo(() => decompositionRows(view, findings), [view, findings]);
  const [open, setOpen] = useState<ReadonlySet<number>>(() => initiallyOpen(rows));
  const [current, setCurrent] = useState<number | null>(null);
  const [focus, setFocus] = useState(0);
  const seen = useMemo(() => seenRows(rows, open), [rows, open]);
  const marked = rows.filter((row) => row.findings.length > 0).length;
  const reveal = (row: DecompositionRow): void => {
    setCurrent(row.node.row);
    setFocus((count) => count + 1);
    const finding = row.findings.find(({ area }) => area !== null);
    model.reveal({ sheetId: view.sheetId, ...(finding?.area ?? { row: row.node.row, column: view.column, rows: 1, columns: 1 }) });
  };
  const move = (by: 1 | -1): void => {
    const next = nextWithFinding(rows, current, by);
    if (!next) return;
    setOpen(new Set([...open, ...rowsAbove(rows, next.node.row)]));
    reveal(next);
  };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "F8") return;
      event.preventDefault();
      move(event.shiftKey ? -1 : 1);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });
  const onOpen = (which: readonly number[], isOpen: boolean): void => {
    const next = new Set(open);
    for (const row of which) {
      if (isOpen) next.add(row);
      else next.delete(row);
    }
    setOpen(next);
    // What is closed above the current row must not take the focus with it.
    const closed = isOpen || current === null ? undefined : which.find((row) => rowsAbove(rows, current).includes(row));
    if (closed !== undefined) setCurrent(closed);
  };
  const kept = view.nodes.filter(({ passed }) => passed === false).length;
  return (
    <>
      <div className={styles.head}>
        <p className={styles.words} data-testid="decomposition-words">
          {texts.say("decomposition.words", { sheet: view.sheetName, nodes: view.nodes.length, tops: view.nodes.filter(({ depth }) => depth === 0).length, kept, marked })}
        </p>
        <Button size="small" onClick={() => setOpen(new Set(rows.filter(({ hasParts }) => hasParts).map(({ node }) => node.row)))} data-testid="open-all">
          {texts.say("decomposition.open-all")}
        </Button>
        <Button size="small" onClick={() => onOpen([...open], false)} data-testid="close-all">
          {texts.say("decomposition.close-all")}
        </Button>
        <Button size="small" title="F8" disabledFocusable={marked === 0} onClick={() => move(1)} data-testid="next-node">
          {texts.say("decomposition.next")}
        </Button>
      </div>
      <DecompositionTree label={texts.say("decomposition.tree", { sheet: view.sheetName })} rows={seen} open={open} current={current} focus={focus} onCurrent={setCurrent} onOpen={onOpen} onReveal={reveal} />
    </>
  );
}
