import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useRef, type ReactNode } from "react";
import { usePane } from "../shell/pane-context";
import { saveFile } from "../shell/save-file";

/** A profile is small; a file beyond this is something else. */
const MAX_PROFILE_BYTES = 5_000_000;

const useStyles = makeStyles({
  row: { display: "flex", flexWrap: "wrap", gap: "8px", paddingTop: "8px", borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
  file: { display: "none" },
});

/** Takes corrections to other workbooks of the kind, and from them. (PN-25) */
export function ProfileActions({ corrected }: { readonly corrected: boolean }): ReactNode {
  const styles = useStyles();
  const { texts, state, model } = usePane();
  const input = useRef<HTMLInputElement>(null);
  const busy = state.work !== null;
  const save = async (): Promise<void> => {
    const text = await model.exportProfile();
    if (text !== null) saveFile(texts.say("recognize.profile.file"), text, "application/json");
  };
  const load = async (file: File | undefined): Promise<void> => {
    // An oversized file is read as nothing, which is refused like any other file that is no profile.
    if (file) await model.importProfile(file.size > MAX_PROFILE_BYTES ? "" : await file.text());
    if (input.current) input.current.value = "";
  };
  return (
    <div className={styles.row}>
      <Button size="small" appearance="subtle" disabled={busy} onClick={() => input.current?.click()} data-testid="import-profile">
        {texts.say("recognize.profile.import")}
      </Button>
      {corrected && (
        <Button size="small" appearance="subtle" disabled={busy} onClick={() => void save()} data-testid="export-profile">
          {texts.say("recognize.profile.export")}
        </Button>
      )}
      <input ref={input} className={styles.file} type="file" accept=".json,application/json" tabIndex={-1} aria-hidden onChange={(event) => void load(event.currentTarget.files?.[0])} data-testid="profile-file" />
    </div>
  );
}
