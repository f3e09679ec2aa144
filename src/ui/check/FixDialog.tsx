import { Button, makeStyles } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { FixKind, PreviewView } from "../../app/session/session";
import { ChangeTable } from "../plan/ChangeTable";
import { FindingNotes } from "../plan/FindingNotes";
import { HostNotes } from "../plan/HostNotes";
import { PaneDialog } from "../shell/PaneDialog";
import { usePane } from "../shell/pane-context";

const useStyles = makeStyles({ text: { margin: 0 } });

/** Safe fixes, cell by cell, before they are made. (PN-35) */
export function FixDialog({ preview, kinds, onApply, onClose }: { readonly preview: PreviewView; readonly kinds: readonly FixKind[]; readonly onApply: () => void; readonly onClose: () => void }): ReactNode {
  const styles = useStyles();
  const { texts, state } = usePane();
  return (
    <PaneDialog
      title={texts.say("fix.title")}
      onClose={onClose}
      testId="dialog-fix"
      actions={
        <>
          <Button onClick={onClose}>{texts.say("action.cancel")}</Button>
          <Button appearance="primary" onClick={onApply} disabledFocusable={preview.empty || state.work !== null} data-testid="apply-fix">
            {texts.say("fix.apply", { count: texts.count(preview.summary.cells) })}
          </Button>
        </>
      }
    >
      <ul className={styles.text}>
        {kinds.map((kind) => (
          <li key={kind}>{texts.say(`fix.kind.${kind}`)}</li>
        ))}
      </ul>
      <p className={styles.text}>{texts.say("fix.text", { count: texts.count(preview.summary.cells) })}</p>
      <ChangeTable changes={preview.changes} total={preview.summary.cells} open />
      {!preview.empty && <HostNotes preview={preview} />}
      <FindingNotes findings={preview.findings} />
    </PaneDialog>
  );
}
