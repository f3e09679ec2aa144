import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { Checkmark12Filled } from "@fluentui/react-icons/svg/checkmark";
import type { ReactNode } from "react";
import { SESSION_STEPS } from "../../app/session/session";
import { stepStates, type StepState } from "../model/step-states";
import { usePane } from "./pane-context";
import { useRovingFocus } from "./use-roving-focus";

const useStyles = makeStyles({
  nav: { flex: "1 1 0", minWidth: 0 },
  list: { display: "flex", listStyleType: "none", margin: 0, padding: 0 },
  item: { flex: "1 1 auto", minWidth: 0, display: "flex" },
  // As wide as its word: in English the words differ, and at 320 px equal shares would run into each other.
  step: {
    flex: "1 1 auto",
    minWidth: 0,
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    gap: "2px",
    padding: "5px 0 4px",
    border: "none",
    borderBottom: "2px solid transparent",
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground2,
    fontFamily: "inherit",
    fontSize: "12px",
    lineHeight: "16px",
    whiteSpace: "nowrap",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground3, color: tokens.colorNeutralForeground1 },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
    ":disabled": { cursor: "default" },
  },
  english: { fontSize: "11px" },
  current: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold, borderBottomColor: tokens.colorCompoundBrandStroke },
  mark: {
    position: "relative",
    width: "18px",
    height: "18px",
    boxSizing: "border-box",
    borderRadius: "9px",
    display: "grid",
    placeItems: "center",
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    fontSize: "11px",
    lineHeight: 1,
    fontVariantNumeric: "tabular-nums",
  },
  markCurrent: { backgroundColor: tokens.colorBrandBackground, color: tokens.colorNeutralForegroundOnBrand, border: "none" },
  markDone: { color: tokens.colorPaletteGreenForeground1, border: `1px solid ${tokens.colorPaletteGreenForeground1}` },
  dot: { position: "absolute", top: "-3px", right: "-5px", width: "8px", height: "8px", borderRadius: "4px", backgroundColor: tokens.colorPaletteDarkOrangeForeground3, border: `1px solid ${tokens.colorNeutralBackground1}` },
  hidden: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" },
});

/** ①识别 ②结构化 ③检查 ④计分排名 ⑤归档: where one is, what is done, what needs a look. (PN-11) */
export function StepBar(): ReactNode {
  const styles = useStyles();
  const { texts, state, model } = usePane();
  const roving = useRovingFocus<HTMLOListElement>("horizontal");
  const states = stepStates(state);
  const writing = state.work?.kind === "apply" || state.work?.kind === "undo";
  return (
    <nav className={styles.nav} aria-label={texts.say("step.list")}>
      <ol className={styles.list} {...roving}>
        {SESSION_STEPS.map((step, index) => {
          const current = state.step === step;
          return (
            <li key={step} className={styles.item}>
              <button
                type="button"
                className={mergeClasses(styles.step, texts.locale === "en-US" && styles.english, current && styles.current)}
                aria-current={current ? "step" : undefined}
                disabled={writing}
                onClick={() => model.goTo(step)}
                data-testid={`go-${step}`}
                data-state={states[step]}
              >
                <StepMark number={index + 1} state={states[step]} current={current} />
                <span>{texts.say(`step.${step}`)}</span>
                <span className={styles.hidden}>{texts.say(`step.state.${states[step]}`)}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function StepMark({ number, state, current }: { readonly number: number; readonly state: StepState; readonly current: boolean }): ReactNode {
  const styles = useStyles();
  return (
    <span className={mergeClasses(styles.mark, state === "done" && styles.markDone, current && styles.markCurrent)} aria-hidden="true">
      {state === "done" ? <Checkmark12Filled /> : number}
      {state === "attention" && <span className={styles.dot} />}
    </span>
  );
}
