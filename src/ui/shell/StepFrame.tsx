import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useEffect, useRef, type ReactNode } from "react";
import type { SessionStep } from "../../app/session/session";
import { usePane } from "./pane-context";
import { ProblemBar } from "./ProblemBar";
import { WorkLine } from "./WorkLine";

export type PrimaryAction = { readonly label: string; readonly onClick: () => void; readonly disabled?: boolean; readonly testId: string };

const useStyles = makeStyles({
  frame: { flex: "1 1 0", minHeight: 0, display: "flex", flexDirection: "column" },
  heading: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
  body: { flex: "1 1 0", minHeight: 0, overflowY: "auto", padding: "8px 12px 16px", display: "flex", flexDirection: "column", gap: "10px" },
  filled: { overflowY: "hidden", paddingBottom: 0 },
  intro: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, margin: 0 },
  footer: { borderTop: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground1, padding: "8px 12px" },
  actions: { display: "flex", gap: "8px", alignItems: "center", justifyContent: "flex-end", flexWrap: "wrap" },
  secondary: { flex: "1 1 auto", display: "flex", gap: "8px", minWidth: 0, alignItems: "center" },
});

/** What all steps share: a sentence on what to do, the content, and below it the one primary action. (PN-10) */
export function StepFrame({ step, primary, secondary, filled = false, children }: { readonly step: SessionStep; readonly primary: PrimaryAction | null; readonly secondary?: ReactNode; readonly filled?: boolean; readonly children: ReactNode }): ReactNode {
  const styles = useStyles();
  const { texts, state } = usePane();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The button that led here is gone: whoever uses the keyboard goes on from the top of the new step.
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <section className={styles.frame} aria-labelledby={`step-${step}`} data-testid={`step-${step}`} aria-busy={state.work !== null}>
      <h2 id={`step-${step}`} ref={heading} tabIndex={-1} className={styles.heading}>
        {texts.say(`step.${step}`)}
      </h2>
      <div className={mergeClasses(styles.body, filled && styles.filled)} data-testid="step-body">
        <p className={styles.intro}>{texts.say(`step.intro.${step}`)}</p>
        <ProblemBar />
        {children}
      </div>
      {(primary !== null || secondary !== undefined || state.work !== null) && (
        <footer className={styles.footer}>
          <WorkLine />
          <div className={styles.actions}>
            <div className={styles.secondary}>{secondary}</div>
            {primary && (
              <Button appearance="primary" onClick={primary.onClick} disabledFocusable={primary.disabled === true || state.work !== null} data-testid={primary.testId}>
                {primary.label}
              </Button>
            )}
          </div>
        </footer>
      )}
    </section>
  );
}
