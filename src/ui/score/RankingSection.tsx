import { Button, Checkbox, Field, Input, makeStyles } from "@fluentui/react-components";
import { useId, type ReactNode } from "react";
import { TIE_NAMES } from "../../core/score/own-names";
import { AT_LINE, BANDS_BY, QUOTA_ROUNDINGS, TIES, type RankingRules, type Ties } from "../../core/score/ranking-rules";
import type { Scheme } from "../../core/score/scheme";
import { Choice } from "../shell/Choice";
import { useTexts } from "../shell/pane-context";
import { SchemeSection } from "./SchemeSection";

const useStyles = makeStyles({ fields: { display: "flex", flexDirection: "column", gap: "8px" } });

/** Published practice of a sister bureau: the best band for at most two in five, who reach its cut-off. (RK-19) */
const BEST_SHARE = "0.4";

/** How ties, shares of bands and small pools are dealt with. (PN-48) */
export function RankingSection({ scheme, indicators, onChange, problem }: { readonly scheme: Scheme; readonly indicators: readonly string[]; readonly onChange: (part: Partial<Scheme>) => void; readonly problem: string | null }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const { ranking } = scheme;
  const change = (part: Partial<RankingRules>): void => onChange({ ranking: { ...ranking, ...part } });
  const byShare = ranking.bandsBy !== "cut-off";
  const words = [
    texts.say("score.ranking.words", { ties: texts.say(`choice.${scheme.ties}`), bandsBy: texts.say(`choice.${ranking.bandsBy}`) }),
    ...(ranking.minimumPool > 0 ? [texts.say("score.ranking.minimum.words", { minimum: ranking.minimumPool })] : []),
  ];
  return (
    <SchemeSection title={texts.say("score.ranking")} words={words} problem={problem} testId="scheme-ranking">
      <div className={styles.fields}>
        <RankingChoice<Ties> label={texts.say("score.ranking.ties")} choices={TIES} value={scheme.ties} onChoice={(ties) => onChange({ ties })} testId="ties" />
        {(scheme.ties === "tie-breakers" || (byShare && ranking.atLine === "tie-breakers")) && <TieBreakers chosen={ranking.tieBreakers} indicators={indicators} onChosen={(tieBreakers) => change({ tieBreakers })} />}
        <RankingChoice label={texts.say("score.ranking.bandsBy")} choices={BANDS_BY} value={ranking.bandsBy} onChoice={(bandsBy) => change({ bandsBy })} testId="bands-by" />
        {byShare && (
          <>
            <RankingChoice label={texts.say("score.ranking.rounding")} choices={QUOTA_ROUNDINGS} value={ranking.quotaRounding} onChoice={(quotaRounding) => change({ quotaRounding })} testId="quota-rounding" />
            <RankingChoice label={texts.say("score.ranking.atLine")} choices={AT_LINE} value={ranking.atLine} onChoice={(atLine) => change({ atLine })} testId="quota-ties" />
            <Checkbox checked={ranking.atLeastOne} label={texts.say("score.ranking.atLeastOne")} onChange={() => change({ atLeastOne: !ranking.atLeastOne })} data-testid="quota-min1" />
          </>
        )}
        <Field label={texts.say("score.ranking.minimum")} size="small">
          <Input size="small" inputMode="numeric" value={String(ranking.minimumPool)} onChange={(_, { value }) => change({ minimumPool: Number(value.normalize("NFKC").replace(/\D/g, "")) })} data-testid="pool-min" />
        </Field>
        <div>
          <Button
            size="small"
            onClick={() => onChange({ ranking: { ...ranking, bandsBy: "both" }, bands: scheme.bands.map((band, index) => (index === 0 ? { ...band, share: BEST_SHARE } : band)) })}
            data-testid="ranking-preset"
          >
            {texts.say("score.ranking.preset")}
          </Button>
        </div>
      </div>
    </SchemeSection>
  );
}

/** Criteria in their order; a blank field is none. (PN-57) */
function TieBreakers({ chosen, indicators, onChosen }: { readonly chosen: readonly string[]; readonly indicators: readonly string[]; readonly onChosen: (chosen: readonly string[]) => void }): ReactNode {
  const texts = useTexts();
  const list = useId();
  return (
    <>
      <datalist id={list}>
        {indicators.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {TIE_NAMES.map((_, index) => (
        <Field key={index} label={texts.say("score.ranking.tieBreaker", { n: index + 1 })} size="small" {...(index === TIE_NAMES.length - 1 ? { hint: texts.say("score.ranking.tieBreaker.hint") } : {})}>
          <Input size="small" list={list} value={chosen[index] ?? ""} onChange={(_, { value }) => onChosen(TIE_NAMES.map((__, at) => (at === index ? value : (chosen[at] ?? ""))))} data-testid="tie-breaker" />
        </Field>
      ))}
    </>
  );
}

type RankingWord = Ties | RankingRules["bandsBy"] | RankingRules["quotaRounding"] | RankingRules["atLine"];

function RankingChoice<T extends RankingWord>({ label, ...choice }: { readonly label: string; readonly choices: readonly T[]; readonly value: T; readonly onChoice: (choice: T) => void; readonly testId: string }): ReactNode {
  const texts = useTexts();
  return (
    <Field label={label} size="small">
      <Choice {...choice} say={(word: T) => texts.say(`choice.${word}`)} />
    </Field>
  );
}
