import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { PreviewView } from "../../app/session/session";
import { usePane } from "../shell/pane-context";

const useStyles = makeStyles({ note: { margin: "0 0 8px", color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 }, line: { display: "block" } });

/** What applying means for the program that the workbook is open in. */
export function HostNotes({ preview }: { readonly preview: Pick<PreviewView, "clearsUndo" | "readOnly"> }): ReactNode {
  const styles = useStyles();
  const { texts } = usePane();
  return (
    <>
      {preview.readOnly && <p className={styles.note} data-testid="read-only">{texts.say("plan.read-only")}</p>}
      {preview.clearsUndo && <p className={styles.note} data-testid="clears-undo">{texts.say("plan.clears-undo")}</p>}
    </>
  );
}

/** The same of what is kept in the workbook at once, without a preview: corrections and confirmations. (PN-16) */
export function KeptAtOnceNote(): ReactNode {
  const styles = useStyles();
  const { texts, state } = usePane();
  return state.standing?.clearsUndo && state.standing.structured ? <p className={styles.note} data-testid="clears-undo">{texts.say("plan.kept-at-once")}</p> : null;
}

/** The same of taking a write back. (PN-16) */
export function UndoNote(): ReactNode {
  const styles = useStyles();
  const { texts, state } = usePane();
  return state.standing?.clearsUndo ? <span className={styles.line} data-testid="undo-clears">{texts.say("plan.undo-clears")}</span> : null;
}
