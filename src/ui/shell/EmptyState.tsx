import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  box: { display: "flex", flexDirection: "column", alignItems: "center", textAlign: "center", gap: "6px", padding: "20px 12px", color: tokens.colorNeutralForeground2 },
  icon: { color: tokens.colorNeutralForeground3, fontSize: "32px", lineHeight: 1 },
  good: { color: tokens.colorPaletteGreenForeground1 },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1 },
  text: { margin: 0, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
});

/** Nothing to show, and why, and what to do. */
export function EmptyState({ icon, title, text, good = false, level = 3, children, testId }: { readonly icon: ReactNode; readonly title: string; readonly text: string; readonly good?: boolean; readonly level?: 2 | 3; readonly children?: ReactNode; readonly testId: string }): ReactNode {
  const styles = useStyles();
  const Heading = `h${level}` as const;
  return (
    <div className={styles.box} data-testid={testId}>
      <span className={good ? `${styles.icon} ${styles.good}` : styles.icon} aria-hidden="true">
        {icon}
      </span>
      <Heading className={styles.title}>{title}</Heading>
      <p className={styles.text}>{text}</p>
      {children}
    </div>
  );
}
