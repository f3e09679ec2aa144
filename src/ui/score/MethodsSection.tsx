import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { SchemeView } from "../../app/session/session";
import { openProposal, ruleIn } from "../model/indicator-rules";
import type { ScoreDraft } from "../model/score-draft";
import { useTexts } from "../shell/pane-context";
import { CapsEditor } from "./CapsEditor";
import { RuleEditor } from "./RuleEditor";
import { SchemeSection } from "./SchemeSection";

const useStyles = makeStyles({
  block: { display: "flex", flexDirection: "column", gap: "4px" },
  title: { margin: 0, fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere" },
  note: { margin: 0, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2 },
});

/** How each indicator's entry becomes points, how it counts, and what limits the sums of categories. (PN-46, PN-47) */
export function MethodsSection({ view, draft, onDraft, problem }: { readonly view: SchemeView; readonly draft: ScoreDraft; readonly onDraft: (draft: ScoreDraft) => void; readonly problem: string | null }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const { indicatorRules, categoryCaps } = draft.scheme;
  const blocks = view.blocks.filter((block) => block.marks.length > 0);
  if (blocks.length === 0) return null;
  const open = blocks.reduce((sum, block) => sum + block.marks.filter((mark) => openProposal(ruleIn(draft, block, mark), mark) !== null).length, 0);
  const words = [
    indicatorRules.length === 0 ? texts.say("methods.none") : texts.say("methods.words", { count: indicatorRules.length }),
    ...(categoryCaps.length > 0 ? [texts.say("caps.words", { count: categoryCaps.length })] : []),
    ...(open > 0 ? [texts.say("methods.proposed", { count: open })] : []),
  ];
  return (
    <SchemeSection title={texts.say("methods.title")} words={words} problem={problem} testId="scheme-methods">
      <p className={styles.note}>{texts.say("methods.note")}</p>
      {blocks.map((block) => (
        <div key={block.blockId} className={styles.block} data-testid="methods-block">
          <h3 className={styles.title}>{block.title === "" ? block.sheetName : `${block.sheetName} · ${block.title}`}</h3>
          {block.marks.map((mark) => (
            <RuleEditor key={mark.key} block={block} mark={mark} draft={draft} onDraft={onDraft} />
          ))}
          <CapsEditor block={block} draft={draft} onDraft={onDraft} />
        </div>
      ))}
    </SchemeSection>
  );
}
