import { Field, Input, makeStyles, Textarea } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import type { Scheme } from "../../core/score/scheme";
import { SCHEME_KINDS, type SchemeScope } from "../../core/score/scheme-scope";
import { Choice } from "../shell/Choice";
import { useTexts } from "../shell/pane-context";
import { SchemeSection } from "./SchemeSection";

const useStyles = makeStyles({ fields: { display: "flex", flexDirection: "column", gap: "8px" } });

function unitsOf(text: string): readonly string[] {
  return [...new Set(text.split(/\r?\n/u).map((line) => line.trim()).filter((line) => line !== ""))];
}

/** What the scheme is, who approved it, when and for whom it holds. (PN-60) */
export function ScopeSection({ scheme, onChange, problem }: { readonly scheme: Scheme; readonly onChange: (part: Partial<Scheme>) => void; readonly problem: string | null }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const { scope } = scheme;
  // What is being typed stays as typed: an empty line on the way to the next unit.
  const [typed, setTyped] = useState(scope.units.join("\n"));
  const shown = unitsOf(typed).join("\n") === scope.units.join("\n") ? typed : scope.units.join("\n");
  const change = (part: Partial<SchemeScope>): void => onChange({ scope: { ...scope, ...part } });
  const units = scope.units.length === 0 ? texts.say("score.scope.all") : texts.say("score.scope.some", { count: scope.units.length });
  const words = scope.kind === "annual" ? texts.say("score.scope.annual.words", { units }) : texts.say("score.scope.special.words", { name: scope.name, approval: scope.approval, units });
  return (
    <SchemeSection title={texts.say("score.scope")} words={[words]} problem={problem} testId="scheme-scope">
      <div className={styles.fields}>
        <Field label={texts.say("score.scope.kind")} size="small">
          <Choice choices={SCHEME_KINDS} value={scope.kind} say={(kind) => texts.say(`score.scope.${kind}`)} onChoice={(kind) => change({ kind })} testId="scope-kind" />
        </Field>
        {scope.kind === "special" && (
          <>
            <Field label={texts.say("score.scope.name")} size="small">
              <Input size="small" value={scope.name} onChange={(_, { value }) => change({ name: value })} data-testid="scope-name" />
            </Field>
            <Field label={texts.say("score.scope.approval")} size="small">
              <Input size="small" value={scope.approval} onChange={(_, { value }) => change({ approval: value })} data-testid="scope-approval" />
            </Field>
          </>
        )}
        <Field label={texts.say("score.scope.from")} size="small">
          <Input size="small" value={scope.validFrom} onChange={(_, { value }) => change({ validFrom: value.normalize("NFKC").trim() })} data-testid="scope-from" />
        </Field>
        <Field label={texts.say("score.scope.to")} hint={texts.say("score.scope.period.hint")} size="small">
          <Input size="small" value={scope.validTo} onChange={(_, { value }) => change({ validTo: value.normalize("NFKC").trim() })} data-testid="scope-to" />
        </Field>
        <Field label={texts.say("score.scope.units")} hint={texts.say("score.scope.units.hint")} size="small">
          <Textarea
            size="small"
            resize="vertical"
            value={shown}
            onChange={(_, { value }) => {
              setTyped(value);
              change({ units: unitsOf(value) });
            }}
            data-testid="scope-units"
          />
        </Field>
      </div>
    </SchemeSection>
  );
}
