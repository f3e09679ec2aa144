import { Button, Field, makeStyles, tokens } from "@fluentui/react-components";
import { useRef, type ReactElement } from "react";

const useStyles = makeStyles({
  row: { display: "flex", flexWrap: "wrap", gap: "8px", alignItems: "center" },
  names: { color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  file: { display: "none" },
});

type Props = { readonly label: string; readonly choose: string; readonly shown: string; readonly accept: string; readonly multiple?: boolean; readonly onFiles: (files: readonly File[]) => void; readonly testId: string };

/** Files chosen from the computer, and which they are. */
export function FilePick({ label, choose, shown, accept, multiple = false, onFiles, testId }: Props): ReactElement {
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  return (
    <Field label={label}>
      <div className={styles.row}>
        <Button onClick={() => input.current?.click()} aria-label={`${choose} ${label}`} data-testid={`${testId}-choose`}>
          {choose}
        </Button>
        <span className={styles.names} data-testid={`${testId}-name`}>
          {shown}
        </span>
        <input
          ref={input}
          className={styles.file}
          type="file"
          accept={accept}
          multiple={multiple}
          tabIndex={-1}
          aria-hidden
          onChange={(event) => {
            onFiles([...(event.target.files ?? [])]);
            // The same file again is a choice too.
            event.target.value = "";
          }}
          data-testid={testId}
        />
      </div>
    </Field>
  );
}
