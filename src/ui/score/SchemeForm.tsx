import { Button, Checkbox, Field, Input, makeStyles, Select, tokens } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";
import { DeleteRegular } from "@fluentui/react-icons/svg/delete";
import { useId, type ReactNode } from "react";
import type { SchemeView } from "../../app/session/session";
import type { Scheme } from "../../core/score/scheme";
import { MAX_DIGITS } from "../../core/score/scheme-sheet-reading";
import { MAX_POOL_ATTRIBUTES, percentOfShare, shareOfPercent, unusableParts, type SchemePart, type ScoreDraft } from "../model/score-draft";
import { useTexts } from "../shell/pane-context";
import { CalculationSection } from "./CalculationSection";
import { LinkSection } from "./LinkSection";
import { ScopeSection } from "./ScopeSection";
import { MarksEditor } from "./MarksEditor";
import { MethodsSection } from "./MethodsSection";
import { PercentInput } from "./PercentInput";
import { RankingSection } from "./RankingSection";
import { SchemeFileActions } from "./SchemeFileActions";
import { SchemeSection } from "./SchemeSection";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column" },
  row: { display: "flex", gap: "8px", flexWrap: "wrap", "& > *": { flex: "1 1 90px", minWidth: 0 } },
  note: { margin: 0, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2 },
  bands: { display: "grid", gridTemplateColumns: "1fr 60px 60px 60px auto", gap: "6px", alignItems: "center", "& > span": { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 } },
  checks: { display: "flex", flexDirection: "column" },
});

const numberInput = { style: { textAlign: "end", fontVariantNumeric: "tabular-nums", width: "100%" } } as const;
const narrow = { minWidth: 0, width: "100%" } as const;

/** The scheme in words, each part editable. (PN-40 to PN-42) */
export function SchemeForm({ view, draft, onDraft }: { readonly view: SchemeView; readonly draft: ScoreDraft; readonly onDraft: (draft: ScoreDraft) => void }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const { scheme } = draft;
  const unusable = unusableParts(draft);
  const problem = (...parts: readonly SchemePart[]): string | null => {
    const part = parts.find((candidate) => unusable.has(candidate));
    return part === undefined ? null : texts.say(`score.problem.${part}`);
  };
  const change = (part: Partial<Scheme>): void => onDraft({ ...draft, scheme: { ...scheme, ...part } });
  return (
    <div className={styles.form} data-testid="scheme">
      <SchemeSection title={texts.say("score.total")} words={[texts.say("score.total.words", { total: scheme.fullTotal, digits: scheme.digits, rounding: texts.say(`rounding.${scheme.calculation.rounding}`) })]} problem={problem("total", "digits")} testId="scheme-total">
        <div className={styles.row}>
          <Field label={texts.say("score.total.full")}>
            <Input size="small" inputMode="decimal" input={numberInput} style={narrow} value={scheme.fullTotal} onChange={(_, { value }) => change({ fullTotal: value.normalize("NFKC") })} data-testid="full-total" />
          </Field>
          <Field label={texts.say("score.total.digits")}>
            <Select size="small" value={String(scheme.digits)} onChange={(_, { value }) => change({ digits: Number(value) })} data-testid="digits">
              {Array.from({ length: MAX_DIGITS + 1 }, (_, digits) => (
                <option key={digits} value={digits}>
                  {digits}
                </option>
              ))}
            </Select>
          </Field>
        </div>
      </SchemeSection>
      <ScopeSection scheme={scheme} onChange={change} problem={problem("scope")} />
      <CalculationSection scheme={scheme} onChange={change} problem={problem("calculation")} />
      <LinkSection scheme={scheme} attributes={view.attributeValues} onChange={change} problem={problem("share")} />
      <SchemeSection
        title={texts.say("score.raters")}
        words={[texts.say("score.raters.words", { self: percentOfShare(scheme.raterWeights.self), leader: percentOfShare(scheme.raterWeights.leader), rater: percentOfShare(scheme.raterWeights.rater) })]}
        problem={problem("raters")}
        testId="scheme-raters"
      >
        <div className={styles.row}>
          {(["self", "leader", "rater"] as const).map((group) => (
            <LabelledPercent key={group} label={texts.say(`score.raters.${group}`)} share={scheme.raterWeights[group]} onShare={(weight) => change({ raterWeights: { ...scheme.raterWeights, [group]: weight } })} testId={`rater-${group}`} />
          ))}
        </div>
        <p className={styles.note}>{texts.say("score.raters.note")}</p>
      </SchemeSection>
      <SchemeSection title={texts.say("score.pools")} words={[scheme.poolBy.length === 0 ? texts.say("score.pools.none") : texts.say("score.pools.words", { attributes: scheme.poolBy })]} problem={problem("pools")} testId="scheme-pools">
        <PoolChoices present={view.poolAttributes} chosen={scheme.poolBy} onChosen={(poolBy) => change({ poolBy })} />
      </SchemeSection>
      <SchemeSection title={texts.say("score.bands")} words={[texts.say("score.bands.words", { bands: scheme.bands.map((band) => texts.say("score.bands.one", { label: band.label, from: band.from })) })]} problem={problem("bands")} testId="scheme-bands">
        <Bands bands={scheme.bands} onBands={(bands) => change({ bands })} />
      </SchemeSection>
      <RankingSection scheme={scheme} indicators={[...new Set(view.blocks.flatMap(({ marks }) => marks.map(({ name }) => name)))]} onChange={change} problem={problem("ranking")} />
      <SchemeSection
        title={texts.say("score.marks")}
        words={view.blocks.map((block) => texts.say("score.marks.words", { sheet: block.sheetName, count: block.marks.length, combination: texts.say(`combination.${block.combination}`) }))}
        problem={problem("marks")}
        testId="scheme-marks"
      >
        <MarksEditor view={view} draft={draft} onDraft={onDraft} />
      </SchemeSection>
      <MethodsSection view={view} draft={draft} onDraft={onDraft} problem={problem("methods")} />
      <SchemeFileActions scheme={scheme} onScheme={(imported) => onDraft({ ...draft, scheme: imported })} />
    </div>
  );
}

function LabelledPercent({ label, share, onShare, testId }: { readonly label: string; readonly share: string; readonly onShare: (share: string) => void; readonly testId: string }): ReactNode {
  const id = useId();
  return (
    <Field label={{ children: label, htmlFor: id }}>
      <PercentInput id={id} share={share} onShare={onShare} testId={testId} />
    </Field>
  );
}

function PoolChoices({ present, chosen, onChosen }: { readonly present: readonly string[]; readonly chosen: readonly string[]; readonly onChosen: (chosen: readonly string[]) => void }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const all = [...new Set([...chosen, ...present])];
  return (
    <>
      <div className={styles.checks}>
        {all.map((attribute) => {
          const checked = chosen.includes(attribute);
          return (
            <Checkbox
              key={attribute}
              checked={checked}
              disabled={!checked && chosen.length >= MAX_POOL_ATTRIBUTES}
              label={present.includes(attribute) ? attribute : texts.say("score.pools.absent", { attribute })}
              onChange={() => onChosen(checked ? chosen.filter((other) => other !== attribute) : [...chosen, attribute])}
              data-testid="pool-attribute"
            />
          );
        })}
      </div>
      <p className={styles.note}>{texts.say("score.pools.note", { max: MAX_POOL_ATTRIBUTES })}</p>
    </>
  );
}

function Bands({ bands, onBands }: { readonly bands: Scheme["bands"]; readonly onBands: (bands: Scheme["bands"]) => void }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const change = (index: number, part: Partial<Scheme["bands"][number]>): void => onBands(bands.map((band, at) => (at === index ? { ...band, ...part } : band)));
  const setFactor = (index: number, factor: string): void =>
    onBands(
      bands.map((band, at) => {
        if (at !== index) return band;
        const { label, from, share } = band;
        return { label, from, share, ...(factor === "" ? {} : { factor }) };
      }),
    );
  return (
    <>
      <div className={styles.bands}>
        <span>{texts.say("score.bands.label")}</span>
        <span>{texts.say("score.bands.from")}</span>
        <span>{texts.say("score.bands.share")}</span>
        <span>{texts.say("score.bands.factor")}</span>
        <span />
        {bands.flatMap((band, index) => [
          <Input key={`label ${index}`} size="small" style={narrow} value={band.label} aria-label={`${texts.say("score.bands.label")} ${index + 1}`} onChange={(_, { value }) => change(index, { label: value })} data-testid="band-label" />,
          <Input key={`from ${index}`} size="small" style={narrow} inputMode="decimal" input={numberInput} value={band.from} aria-label={`${texts.say("score.bands.from")} ${index + 1}`} onChange={(_, { value }) => change(index, { from: value.normalize("NFKC") })} data-testid="band-from" />,
          <Input key={`share ${index}`} size="small" style={narrow} inputMode="decimal" input={numberInput} value={band.share === null ? "" : percentOfShare(band.share)} aria-label={`${texts.say("score.bands.share")} ${index + 1}`} onChange={(_, { value }) => change(index, { share: value.trim() === "" ? null : shareOfPercent(value) })} data-testid="band-share" />,
          <Input key={`factor ${index}`} size="small" style={narrow} inputMode="decimal" input={numberInput} value={band.factor ?? ""} aria-label={`${texts.say("score.bands.factor")} ${index + 1}`} onChange={(_, { value }) => setFactor(index, value.normalize("NFKC").trim())} data-testid="band-factor" />,
          <Button key={`remove ${index}`} size="small" appearance="subtle" icon={<DeleteRegular />} aria-label={texts.say("score.bands.remove", { label: band.label })} onClick={() => onBands(bands.filter((_, at) => at !== index))} />,
        ])}
      </div>
      <div>
        <Button size="small" icon={<AddRegular />} onClick={() => onBands([...bands, { label: "", from: "", share: null }])} data-testid="add-band">
          {texts.say("score.bands.add")}
        </Button>
      </div>
    </>
  );
}
