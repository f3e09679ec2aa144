import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";
import { DeleteRegular } from "@fluentui/react-icons/svg/delete";
import { useId, type ReactNode } from "react";
import { LINK_FAMILIES, type LinkRules, type UnitCoefficient } from "../../core/score/link-rules";
import type { Scheme } from "../../core/score/scheme";
import { percentOfShare, remainder } from "../model/score-draft";
import { Choice } from "../shell/Choice";
import { useTexts } from "../shell/pane-context";
import { PercentInput } from "./PercentInput";
import { SchemeSection } from "./SchemeSection";

const useStyles = makeStyles({
  fields: { display: "flex", flexDirection: "column", gap: "8px" },
  table: { display: "grid", gridTemplateColumns: "1fr 1fr auto", gap: "6px", alignItems: "center", "& > span": { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 } },
});

const narrow = { minWidth: 0, width: "100%" } as const;

/** How a unit's score reaches its people: a share of the sum, or a factor. (PN-40, PN-53) */
export function LinkSection({ scheme, onChange, problem }: { readonly scheme: Scheme; readonly onChange: (part: Partial<Scheme>) => void; readonly problem: string | null }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const share = useId();
  const { link } = scheme;
  const unit = percentOfShare(scheme.unitShare);
  const words = link.family === "multiplicative" ? texts.say(link.coefficients.length === 0 ? "score.link.factor.words" : "score.link.table.words") : unit === "0" ? texts.say("score.share.none") : texts.say("score.share.words", { unit, person: percentOfShare(remainder(scheme.unitShare)) });
  return (
    <SchemeSection title={texts.say("score.share")} words={[words]} problem={problem} testId="scheme-share">
      <div className={styles.fields}>
        <Field label={texts.say("score.link.family")} size="small">
          <Choice choices={LINK_FAMILIES} value={link.family} say={(family) => texts.say(`score.link.${family}`)} onChoice={(family) => onChange({ link: { ...link, family } })} testId="link-family" />
        </Field>
        {link.family === "additive" ? (
          <Field label={{ children: texts.say("score.share.field"), htmlFor: share }}>
            <PercentInput id={share} share={scheme.unitShare} onShare={(unitShare) => onChange({ unitShare })} testId="unit-share" />
          </Field>
        ) : (
          <Coefficients link={link} onLink={(changed) => onChange({ link: changed })} />
        )}
      </div>
    </SchemeSection>
  );
}

function Coefficients({ link, onLink }: { readonly link: LinkRules; readonly onLink: (link: LinkRules) => void }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const { coefficients } = link;
  const change = (index: number, part: Partial<UnitCoefficient>): void => onLink({ ...link, coefficients: coefficients.map((line, at) => (at === index ? { ...line, ...part } : line)) });
  return (
    <>
      <div className={styles.table}>
        <span>{texts.say("score.link.from")}</span>
        <span>{texts.say("score.link.coefficient")}</span>
        <span />
        {coefficients.flatMap((line, index) => [
          <Input key={`from ${index}`} size="small" style={narrow} inputMode="decimal" value={line.from} aria-label={`${texts.say("score.link.from")} ${index + 1}`} onChange={(_, { value }) => change(index, { from: value.normalize("NFKC") })} data-testid="coefficient-from" />,
          <Input key={`value ${index}`} size="small" style={narrow} inputMode="decimal" value={line.coefficient} aria-label={`${texts.say("score.link.coefficient")} ${index + 1}`} onChange={(_, { value }) => change(index, { coefficient: value.normalize("NFKC") })} data-testid="coefficient" />,
          <Button key={`remove ${index}`} size="small" appearance="subtle" icon={<DeleteRegular />} aria-label={texts.say("score.bands.remove", { label: line.from })} onClick={() => onLink({ ...link, coefficients: coefficients.filter((_, at) => at !== index) })} />,
        ])}
      </div>
      <div>
        <Button size="small" icon={<AddRegular />} onClick={() => onLink({ ...link, coefficients: [...coefficients, { from: "", coefficient: "" }] })} data-testid="add-coefficient">
          {texts.say("score.link.add")}
        </Button>
      </div>
    </>
  );
}
