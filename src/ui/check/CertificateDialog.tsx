import { Button, makeStyles } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { CertificatePreviewView } from "../../app/session/session";
import { ChangeTable } from "../plan/ChangeTable";
import { HostNotes } from "../plan/HostNotes";
import { PaneDialog } from "../shell/PaneDialog";
import { usePane } from "../shell/pane-context";

const useStyles = makeStyles({ text: { margin: 0 } });

/** The certificate of comparability before it is written: its verdict, and what will stand on its sheet. (PN-61) */
export function CertificateDialog({ preview, onApply, onClose }: { readonly preview: CertificatePreviewView; readonly onApply: () => void; readonly onClose: () => void }): ReactNode {
  const styles = useStyles();
  const { texts, state } = usePane();
  const { tables, compared, groups, differing, deviations } = preview;
  const verdict = groups === 0 ? "certificate.verdict.nothing" : deviations === 0 ? "certificate.verdict.same" : "certificate.verdict.differs";
  return (
    <PaneDialog
      title={texts.say("certificate.title")}
      onClose={onClose}
      testId="dialog-certificate"
      actions={
        <>
          <Button onClick={onClose}>{texts.say("action.cancel")}</Button>
          <Button appearance="primary" onClick={onApply} disabledFocusable={state.work !== null} data-testid="apply-certificate">
            {texts.say("certificate.apply")}
          </Button>
        </>
      }
    >
      <p className={styles.text}>{texts.say("certificate.scope", { tables: texts.count(tables), compared: texts.count(compared) })}</p>
      <p className={styles.text} data-testid="certificate-verdict">
        {texts.say(verdict, { groups: texts.count(groups), tables: texts.count(differing), count: texts.count(deviations) })}
      </p>
      <ChangeTable changes={preview.changes} total={preview.summary.cells} open />
      <HostNotes preview={preview} />
    </PaneDialog>
  );
}
