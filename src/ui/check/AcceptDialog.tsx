import { Button, Field, makeStyles, Textarea } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import { KeptAtOnceNote } from "../plan/HostNotes";
import { PaneDialog } from "../shell/PaneDialog";
import { useTexts } from "../shell/pane-context";

const useStyles = makeStyles({ text: { margin: 0 }, suggestions: { display: "flex", flexWrap: "wrap", gap: "6px" } });

/** "Checked, it is right" wants a reason. (PN-36) */
export function AcceptDialog({ sentence, onSave, onClose }: { readonly sentence: string; readonly onSave: (reason: string) => void; readonly onClose: () => void }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const save = (): void => {
    if (reason.trim() === "") setMissing(true);
    else onSave(reason.trim());
  };
  return (
    <PaneDialog
      title={texts.say("accept.title")}
      onClose={onClose}
      testId="dialog-accept"
      actions={
        <>
          <Button onClick={onClose}>{texts.say("action.cancel")}</Button>
          <Button appearance="primary" onClick={save} data-testid="accept-save">
            {texts.say("accept.save")}
          </Button>
        </>
      }
    >
      <p className={styles.text}>{sentence}</p>
      <p className={styles.text}>{texts.say("accept.text")}</p>
      <KeptAtOnceNote />
      <div className={styles.suggestions}>
        {(["confirmed", "absent", "rule"] as const).map((suggestion) => (
          <Button key={suggestion} size="small" onClick={() => setReason(texts.say(`accept.suggest.${suggestion}`))}>
            {texts.say(`accept.suggest.${suggestion}`)}
          </Button>
        ))}
      </div>
      <Field label={texts.say("accept.reason")} required validationState={missing && reason.trim() === "" ? "error" : "none"} validationMessage={missing && reason.trim() === "" ? texts.say("accept.reason.required") : undefined}>
        <Textarea value={reason} onChange={(_, { value }) => setReason(value)} rows={2} data-testid="accept-reason" />
      </Field>
    </PaneDialog>
  );
}
