import { Field, Input, makeStyles } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { drops, MISSING_POLICIES, ROUND_AT, ROUNDING_MODES, WEIGHT_TOTALS, type CalculationRules, type DropRules } from "../../core/score/calculation-rules";
import type { Scheme } from "../../core/score/scheme";
import { Choice } from "../shell/Choice";
import { useTexts } from "../shell/pane-context";
import { SchemeSection } from "./SchemeSection";

const useStyles = makeStyles({
  fields: { display: "flex", flexDirection: "column", gap: "8px" },
  row: { display: "flex", gap: "8px", flexWrap: "wrap" },
  number: { flex: "1 1 70px", minWidth: 0 },
});
const narrow = { minWidth: 0, width: "100%" } as const;
const DROP_PARTS = ["highest", "lowest", "from"] as const;

/** What blanks mean, how is rounded, what becomes of weights that do not total 100 % and of raters' extremes. (PN-55) */
export function CalculationSection({ scheme, onChange, problem }: { readonly scheme: Scheme; readonly onChange: (part: Partial<Scheme>) => void; readonly problem: string | null }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const { missing, calculation } = scheme;
  const { drop } = calculation;
  const change = (part: Partial<CalculationRules>): void => onChange({ calculation: { ...calculation, ...part } });
  const changeDrop = (part: keyof DropRules, text: string): void => change({ drop: { ...drop, [part]: Number(text.normalize("NFKC").replace(/\D/g, "")) } });
  const words = [
    texts.say("score.calculation.words", { missing: texts.say(`missing.${missing}`), rounding: texts.say(`rounding.${calculation.rounding}`) }),
    ...(drops(drop) ? [texts.say("score.calculation.drop.words", drop)] : []),
  ];
  return (
    <SchemeSection title={texts.say("score.calculation")} words={words} problem={problem} testId="scheme-calculation">
      <div className={styles.fields}>
        <Field label={texts.say("score.calculation.missing")} size="small">
          <Choice choices={MISSING_POLICIES} value={missing} say={(policy) => texts.say(`missing.${policy}`)} onChoice={(policy) => onChange({ missing: policy })} testId="missing-policy" />
        </Field>
        <Field label={texts.say("score.calculation.rounding")} size="small">
          <Choice choices={ROUNDING_MODES} value={calculation.rounding} say={(mode) => texts.say(`rounding.${mode}`)} onChoice={(rounding) => change({ rounding })} testId="rounding-mode" />
        </Field>
        <Field label={texts.say("score.calculation.roundAt")} size="small">
          <Choice choices={ROUND_AT} value={calculation.roundAt} say={(where) => texts.say(`roundAt.${where}`)} onChoice={(roundAt) => change({ roundAt })} testId="round-at" />
        </Field>
        <Field label={texts.say("score.calculation.weightTotals")} size="small">
          <Choice choices={WEIGHT_TOTALS} value={calculation.weightTotals} say={(choice) => texts.say(`weightTotals.${choice}`)} onChoice={(weightTotals) => change({ weightTotals })} testId="weight-totals" />
        </Field>
        <div className={styles.row}>
          {DROP_PARTS.map((part) => (
            <Field key={part} label={texts.say(`score.calculation.drop.${part}`)} size="small" className={styles.number}>
              <Input size="small" inputMode="numeric" style={narrow} value={String(drop[part])} onChange={(_, { value }) => changeDrop(part, value)} data-testid={`drop-${part}`} />
            </Field>
          ))}
        </div>
      </div>
    </SchemeSection>
  );
}
