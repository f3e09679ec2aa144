import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";
import { DeleteRegular } from "@fluentui/react-icons/svg/delete";
import { useId, type ReactNode } from "react";
import { LINK_FAMILIES, shareFinder, type LinkRules, type UnitCoefficient } from "../../core/score/link-rules";
import type { Scheme } from "../../core/score/scheme";
import { foldKeyText } from "../../core/template/keys";
import { percentOfShare, remainder } from "../model/score-draft";
import { Choice } from "../shell/Choice";
import { useTexts } from "../shell/pane-context";
import { PercentInput } from "./PercentInput";
import { SchemeSection } from "./SchemeSection";

const useStyles = makeStyles({
  fields: { display: "flex", flexDirection: "column", gap: "8px" },
  note: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, margin: 0 },
  shares: { display: "grid", gridTemplateColumns: "1fr 96px", gap: "6px", alignItems: "center" },
  table: { display: "grid", gridTemplateColumns: "1fr 1fr auto", gap: "6px", alignItems: "center", "& > span": { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 } },
});

const narrow = { minWidth: 0, width: "100%" } as const;

/** How a unit's score reaches its people: a share of the sum, or a factor. (PN-40, PN-53) */
export function LinkSection({ scheme, attributes, onChange, problem }: { readonly scheme: Scheme; readonly attributes: Readonly<Record<string, readonly string[]>>; readonly onChange: (part: Partial<Scheme>) => void; readonly problem: string | null }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const share = useId();
  const { link } = scheme;
  const unit = percentOfShare(scheme.unitShare);
  const byCategory = link.shareBy !== "" && link.shares.length > 0;
  const words = link.family === "multiplicative" ? texts.say(link.coefficients.length === 0 ? "score.link.factor.words" : "score.link.table.words") : unit === "0" && !byCategory ? texts.say("score.share.none") : texts.say(byCategory ? "score.share.category.words" : "score.share.words", { unit, person: percentOfShare(remainder(scheme.unitShare)), header: link.shareBy });
  return (
    <SchemeSection title={texts.say("score.share")} words={[words]} problem={problem} testId="scheme-share">
      <div className={styles.fields}>
        <Field label={texts.say("score.link.family")} size="small">
          <Choice choices={LINK_FAMILIES} value={link.family} say={(family) => texts.say(`score.link.${family}`)} onChoice={(family) => onChange({ link: { ...link, family } })} testId="link-family" />
        </Field>
        {link.family === "additive" ? (
          <>
            <Field label={{ children: texts.say("score.share.field"), htmlFor: share }}>
              <PercentInput id={share} share={scheme.unitShare} onShare={(unitShare) => onChange({ unitShare })} testId="unit-share" />
            </Field>
            <Shares link={link} unitShare={scheme.unitShare} attributes={attributes} onLink={(changed) => onChange({ link: changed })} />
          </>
        ) : (
          <Coefficients link={link} onLink={(changed) => onChange({ link: changed })} />
        )}
        <p className={styles.note}>{texts.say("score.link.note")}</p>
      </div>
    </SchemeSection>
  );
}

/** Shares of their own for people of some category; the others have the general one. (LK-14, PN-56) */
function Shares({ link, unitShare, attributes, onLink }: { readonly link: LinkRules; readonly unitShare: string; readonly attributes: Readonly<Record<string, readonly string[]>>; readonly onLink: (link: LinkRules) => void }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const { shareBy, shares } = link;
  const headers = ["", ...new Set([...Object.keys(attributes), ...(shareBy === "" ? [] : [shareBy])])];
  const stated = shareFinder(shares);
  const met = attributes[shareBy] ?? [];
  const id = (value: string): string => foldKeyText(value).toLowerCase();
  const values = shareBy === "" ? [] : [...met, ...shares.flatMap(({ value }) => (met.some((known) => id(known) === id(value)) ? [] : [value]))];
  const change = (value: string, share: string): void => {
    const others = shares.filter((line) => id(line.value) !== id(value));
    onLink({ ...link, shares: share === "" ? others : [...others, { value, share }] });
  };
  return (
    <>
      <Field label={texts.say("score.link.shareBy")} size="small">
        <Choice choices={headers} value={shareBy} say={(header) => (header === "" ? texts.say("score.link.shareBy.none") : header)} onChoice={(header) => onLink({ ...link, shareBy: header })} testId="share-by" />
      </Field>
      {values.length === 0 ? null : (
        <div className={styles.shares}>
          {values.flatMap((value) => [
            <span key={`value ${value}`}>{value}</span>,
            <PercentInput key={`share ${value}`} share={stated(value) ?? ""} label={texts.say("score.link.share.of", { value })} placeholder={percentOfShare(unitShare)} onShare={(share) => change(value, share)} testId="category-share" />,
          ])}
        </div>
      )}
    </>
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
