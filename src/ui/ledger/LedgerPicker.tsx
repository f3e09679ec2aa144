import { Button, Field, makeStyles, tokens } from "@fluentui/react-components";
import { useRef, type ReactNode } from "react";
import type { LedgerFile } from "../../app/session/session";
import { useTexts } from "../shell/pane-context";

const useStyles = makeStyles({
  row: { display: "flex", flexWrap: "wrap", gap: "8px", alignItems: "center", fontSize: tokens.fontSizeBase200, overflowWrap: "anywhere" },
  file: { display: "none" },
});

/** A ledger's file, chosen from the computer; `none` says what happens without one. */
export function LedgerPicker({ label, none, file, onFile, testId }: { readonly label: string; readonly none: string; readonly file: LedgerFile | null; readonly onFile: (file: LedgerFile | null) => void; readonly testId: string }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const take = async (chosen: File | undefined): Promise<void> => {
    if (chosen) onFile({ name: chosen.name, bytes: new Uint8Array(await chosen.arrayBuffer()) });
    if (input.current) input.current.value = "";
  };
  return (
    <Field label={label} size="small">
      <div className={styles.row}>
        <span data-testid={`${testId}-name`}>{file?.name ?? none}</span>
        <Button size="small" onClick={() => input.current?.click()} data-testid={`${testId}-choose`}>
          {texts.say("ledger.file.choose")}
        </Button>
        {file && (
          <Button size="small" appearance="subtle" onClick={() => onFile(null)} data-testid={`${testId}-drop`}>
            {texts.say("ledger.file.drop")}
          </Button>
        )}
        <input ref={input} className={styles.file} type="file" accept=".xlsx" tabIndex={-1} aria-hidden onChange={(event) => void take(event.currentTarget.files?.[0])} data-testid={testId} />
      </div>
    </Field>
  );
}
