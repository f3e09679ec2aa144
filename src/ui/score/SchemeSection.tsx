import { makeStyles, tokens } from "@fluentui/react-components";
import { ErrorCircle16Filled } from "@fluentui/react-icons/svg/error-circle";
import { useState, type ReactNode } from "react";

const useStyles = makeStyles({
  section: { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  summary: { cursor: "pointer", padding: "8px 0", listStylePosition: "outside", marginLeft: "16px", ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "1px" } },
  title: { fontWeight: tokens.fontWeightSemibold },
  words: { display: "block", color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, overflowWrap: "anywhere" },
  problem: { display: "flex", gap: "4px", alignItems: "center", color: tokens.colorPaletteRedForeground1, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  content: { display: "flex", flexDirection: "column", gap: "8px", padding: "0 0 12px 16px" },
});

/** A part of the scheme: what it says in words, and behind that the fields. `problem`: why it cannot be used. */
export function SchemeSection({ title, words, problem, children, testId }: { readonly title: string; readonly words: readonly string[]; readonly problem: string | null; readonly children: ReactNode; readonly testId: string }): ReactNode {
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.section} open={open} onToggle={(event) => setOpen(event.currentTarget.open)} data-testid={testId}>
      <summary className={styles.summary}>
        <span className={styles.title}>{title}</span>
        {words.map((line) => (
          <span key={line} className={styles.words}>
            {line}
          </span>
        ))}
        {problem !== null && (
          <span className={styles.problem} role="alert">
            <ErrorCircle16Filled aria-hidden="true" />
            {problem}
          </span>
        )}
      </summary>
      {open && <div className={styles.content}>{children}</div>}
    </details>
  );
}
