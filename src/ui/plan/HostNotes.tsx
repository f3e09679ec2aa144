import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { PreviewView } from "../../app/session/session";
import { usePane } from "../shell/pane-context";

const useStyles = makeStyles({ note: { margin: "0 0 8px", color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 } });

/** What applying means for the program that the workbook is open in. */
export function HostNotes({ preview }: { readonly preview: Pick<PreviewView, "clearsUndo" | "readOnly"> }): ReactNode {
  const styles = useStyles();
  const { texts } = usePane();
  return (
    <>
      {preview.readOnly && <p className={styles.note} data-testid="read-only">{texts.say("plan.read-only")}</p>}
      {preview.clearsUndo && <p className={styles.note}>{texts.say("plan.clears-undo")}</p>}
    </>
  );
}
