import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";
import { DeleteRegular } from "@fluentui/react-icons/svg/delete";
import { useState, type ReactNode } from "react";
import type { MarkView } from "../../app/session/session";
import { INDICATOR_KINDS } from "../../core/score/indicator-kind";
import { MAX_THRESHOLDS, PARAMETERS_OF, type IndicatorMethod, type OptionPoints, type Threshold } from "../../core/score/indicator-method";
import { REQUIREMENTS, type IndicatorRule } from "../../core/score/indicator-rule";
import { fullOf, kindOf, methodsFor, methodToBegin, methodWords, openProposal, ruleIn, ruleProblem, withDraftRule, withParameter, withSameOptions, type BlockView } from "../model/indicator-rules";
import type { ScoreDraft } from "../model/score-draft";
import { Choice } from "../shell/Choice";
import { usePane, useTexts } from "../shell/pane-context";

const useStyles = makeStyles({
  rule: { borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
  summary: { cursor: "pointer", padding: "4px 0", fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, overflowWrap: "anywhere", ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "1px" } },
  words: { display: "block", color: tokens.colorNeutralForeground2 },
  asks: { display: "block", color: tokens.colorBrandForeground1 },
  problem: { color: tokens.colorPaletteRedForeground1 },
  fields: { display: "flex", flexDirection: "column", gap: "8px", padding: "0 0 8px 12px" },
  row: { display: "flex", gap: "8px", flexWrap: "wrap", "& > *": { flex: "1 1 90px", minWidth: 0 } },
  proposal: { display: "flex", flexDirection: "column", gap: "4px", padding: "8px", borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, overflowWrap: "anywhere" },
  bands: { display: "grid", gridTemplateColumns: "1fr 1fr auto", gap: "6px", alignItems: "center", "& > span": { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 } },
});

const numberInput = { style: { textAlign: "end", fontVariantNumeric: "tabular-nums", width: "100%" } } as const;
const narrow = { minWidth: 0, width: "100%" } as const;

const KIND_CHOICES = ["by-words", ...INDICATOR_KINDS] as const;

/** A method in words, as the summary and the proposal say it. */
function useMethodWords(): (method: IndicatorMethod, full: string | null) => string {
  const texts = useTexts();
  return (method, full) => {
    const { key, params, limits } = methodWords(method, full);
    const bands = (method.bands ?? []).map((band) => texts.say("method.say.band", { from: band.from, points: band.points }));
    const options = (method.options ?? []).map((option) => texts.say("method.say.option", { label: option.label, points: option.points === "" ? "?" : option.points }));
    return `${texts.say(key, { ...params, bands, options })}${texts.say(`method.limits.${limits}`, params)}`;
  };
}

/** One indicator: what it says in words, and behind that kind, requirement, method and parameters. (PN-46) */
export function RuleEditor({ block, mark, draft, onDraft }: { readonly block: BlockView; readonly mark: MarkView; readonly draft: ScoreDraft; readonly onDraft: (draft: ScoreDraft) => void }): ReactNode {
  const styles = useStyles();
  const { texts } = usePane();
  const inWords = useMethodWords();
  const [open, setOpen] = useState(false);
  const rule = ruleIn(draft, block, mark);
  const full = fullOf(draft, block, mark);
  const problem = ruleProblem(rule, mark, full);
  const proposal = openProposal(rule, mark);
  const change = (part: Partial<IndicatorRule>): void => onDraft(withDraftRule(draft, { ...rule, ...part }));
  const kind = kindOf(rule, mark);
  const words = [
    ...(kind === "scored" ? [] : [texts.say(`methods.kind.${kind}`)]),
    ...(rule.requirement === "common" ? [] : [texts.say(`methods.requirement.${rule.requirement}`)]),
    ...(kind === "veto" ? [] : [inWords(rule.method, full)]),
  ].join(" · ");
  return (
    <details className={styles.rule} open={open} onToggle={(event) => setOpen(event.currentTarget.open)} data-testid="rule">
      <summary className={styles.summary} aria-label={texts.say("methods.of", { name: mark.name, words })}>
        {mark.name}
        <span className={styles.words} data-testid="rule-words">
          {words}
        </span>
        {problem !== null && <span className={styles.problem}>{texts.say(`methods.problem.${problem}`)}</span>}
        {proposal && !open && <span className={styles.asks}>{texts.say("methods.asks")}</span>}
      </summary>
      {open && (
        <div className={styles.fields}>
          {proposal && (
            <div className={styles.proposal} data-testid="rule-proposal">
              <span>{texts.say("methods.proposal", { evidence: proposal.evidence.trim() })}</span>
              <span>{proposal.method ? inWords(proposal.method, full) : texts.say(`methods.kind.${proposal.kind ?? "scored"}`)}</span>
              <div>
                <Button size="small" onClick={() => change({ ...(proposal.method ? { method: proposal.method } : {}), ...(proposal.kind ? { kind: proposal.kind } : {}) })} data-testid="accept-proposal">
                  {texts.say("methods.accept")}
                </Button>
              </div>
            </div>
          )}
          <div className={styles.row}>
            <Field label={texts.say("methods.kind")}>
              <Choice
                choices={KIND_CHOICES}
                value={rule.kind ?? "by-words"}
                say={(choice) => (choice === "by-words" ? texts.say("methods.kind.by-words", { kind: texts.say(`methods.kind.${mark.kindByWords}`) }) : texts.say(`methods.kind.${choice}`))}
                onChoice={(choice) => change({ kind: choice === "by-words" ? null : choice })}
                testId="rule-kind"
              />
            </Field>
            <Field label={texts.say("methods.requirement")}>
              <Choice choices={REQUIREMENTS} value={rule.requirement} say={(requirement) => texts.say(`methods.requirement.${requirement}`)} onChoice={(requirement) => change({ requirement })} testId="rule-requirement" />
            </Field>
          </div>
          {kind === "veto" ? (
            <span>{texts.say("methods.veto.note")}</span>
          ) : (
            <>
              <Field label={texts.say("methods.method")}>
                <Choice choices={methodsFor(mark)} value={rule.method.kind} say={(method) => texts.say(`method.${method}`)} onChoice={(method) => change({ method: methodToBegin(method, kind, full, mark.options ?? []) })} testId="rule-method" />
              </Field>
              <Parameters method={rule.method} onMethod={(method) => change({ method })} />
              {rule.method.kind === "ticks" && block.marks.length > 1 && (
                <div>
                  <Button size="small" onClick={() => onDraft(withSameOptions(draft, block, rule.method))} data-testid="same-options">
                    {texts.say("methods.option.all")}
                  </Button>
                </div>
              )}
            </>
          )}
        </div>
      )}
    </details>
  );
}

function Parameters({ method, onMethod }: { readonly method: IndicatorMethod; readonly onMethod: (method: IndicatorMethod) => void }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const used = PARAMETERS_OF[method.kind];
  return (
    <>
      {used.length > 0 && (
        <div className={styles.row}>
          {used.map((parameter) => (
            <Field key={parameter} label={texts.say(`methods.${parameter}`)}>
              <Input
                size="small"
                inputMode="decimal"
                input={numberInput}
                style={narrow}
                value={method[parameter] ?? ""}
                onChange={(_, { value }) => onMethod(withParameter(method, parameter, value))}
                data-testid={`rule-${parameter}`}
              />
            </Field>
          ))}
        </div>
      )}
      {method.kind === "bands" && <Thresholds bands={method.bands ?? []} onBands={(bands) => onMethod({ kind: "bands", bands })} />}
      {method.kind === "ticks" && <Options options={method.options ?? []} onOptions={(options) => onMethod({ kind: "ticks", options })} />}
      {method.kind === "yes-no" && <span>{texts.say("methods.yes-no.note")}</span>}
    </>
  );
}

function Options({ options, onOptions }: { readonly options: readonly OptionPoints[]; readonly onOptions: (options: readonly OptionPoints[]) => void }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  return (
    <div className={styles.row}>
      {options.map((option, index) => (
        <Field key={option.label} label={texts.say("methods.option.points", { label: option.label })}>
          <Input
            size="small"
            inputMode="decimal"
            input={numberInput}
            style={narrow}
            value={option.points}
            onChange={(_, { value }) => onOptions(options.map((other, at) => (at === index ? { ...other, points: value.normalize("NFKC").trim() } : other)))}
            data-testid="option-points"
          />
        </Field>
      ))}
    </div>
  );
}

function Thresholds({ bands, onBands }: { readonly bands: readonly Threshold[]; readonly onBands: (bands: readonly Threshold[]) => void }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const change = (index: number, part: Partial<Threshold>): void => onBands(bands.map((band, at) => (at === index ? { ...band, ...part } : band)));
  return (
    <>
      <div className={styles.bands}>
        <span>{texts.say("methods.band.from")}</span>
        <span>{texts.say("methods.band.points")}</span>
        <span />
        {bands.flatMap((band, index) => [
          <Input key={`from ${index}`} size="small" style={narrow} inputMode="decimal" input={numberInput} value={band.from} aria-label={`${texts.say("methods.band.from")} ${index + 1}`} onChange={(_, { value }) => change(index, { from: value.normalize("NFKC").trim() })} data-testid="threshold-from" />,
          <Input key={`points ${index}`} size="small" style={narrow} inputMode="decimal" input={numberInput} value={band.points} aria-label={`${texts.say("methods.band.points")} ${index + 1}`} onChange={(_, { value }) => change(index, { points: value.normalize("NFKC").trim() })} data-testid="threshold-points" />,
          <Button key={`remove ${index}`} size="small" appearance="subtle" icon={<DeleteRegular />} aria-label={texts.say("methods.band.remove", { n: index + 1 })} onClick={() => onBands(bands.filter((_, at) => at !== index))} />,
        ])}
      </div>
      <div>
        <Button size="small" icon={<AddRegular />} disabled={bands.length >= MAX_THRESHOLDS} onClick={() => onBands([...bands, { from: "", points: "" }])} data-testid="add-threshold">
          {texts.say("methods.band.add")}
        </Button>
      </div>
    </>
  );
}
