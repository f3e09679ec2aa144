import { Button, Input, makeStyles, Select, tokens } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";
import { DeleteRegular } from "@fluentui/react-icons/svg/delete";
import type { ReactNode } from "react";
import type { CategoryCap } from "../../core/score/indicator-rule";
import { categoriesOf, withDraftCaps, type BlockView } from "../model/indicator-rules";
import type { ScoreDraft } from "../model/score-draft";
import { useTexts } from "../shell/pane-context";

const useStyles = makeStyles({
  caps: { display: "grid", gridTemplateColumns: "1fr 68px 68px auto", gap: "6px", alignItems: "center", "& > span": { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 } },
});

const numberInput = { style: { textAlign: "end", fontVariantNumeric: "tabular-nums", width: "100%" } } as const;
const narrow = { minWidth: 0, width: "100%" } as const;

/** What a block's categories may add up to at most and at least. (PN-47) */
export function CapsEditor({ block, draft, onDraft }: { readonly block: BlockView; readonly draft: ScoreDraft; readonly onDraft: (draft: ScoreDraft) => void }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const caps = draft.scheme.categoryCaps.filter((cap) => cap.block === block.blockId);
  const categories = categoriesOf(block);
  const free = categories.find((category) => caps.every((cap) => cap.category !== category));
  const nameOf = (category: string): string => (category === "bonus" || category === "deduction" ? texts.say(`caps.${category}`) : category);
  const put = (changed: readonly CategoryCap[]): void => onDraft(withDraftCaps(draft, block, changed));
  const change = (index: number, part: Partial<CategoryCap>): void => put(caps.map((cap, at) => (at === index ? { ...cap, ...part } : cap)));
  const limit = (text: string): string | null => (text.trim() === "" ? null : text.normalize("NFKC").trim());
  return (
    <>
      {caps.length > 0 && (
        <div className={styles.caps} data-testid="caps">
          <span>{texts.say("caps.category")}</span>
          <span>{texts.say("caps.max")}</span>
          <span>{texts.say("caps.min")}</span>
          <span />
          {caps.flatMap((cap, index) => [
            <Select key={`category ${index}`} size="small" value={cap.category} aria-label={`${texts.say("caps.category")} ${index + 1}`} onChange={(_, { value }) => change(index, { category: value })} data-testid="cap-category">
              {[...new Set([...categories, cap.category])].map((category) => (
                <option key={category} value={category}>
                  {nameOf(category)}
                </option>
              ))}
            </Select>,
            <Input key={`max ${index}`} size="small" style={narrow} inputMode="decimal" input={numberInput} value={cap.max ?? ""} aria-label={texts.say("caps.max.of", { category: nameOf(cap.category) })} onChange={(_, { value }) => change(index, { max: limit(value) })} data-testid="cap-max" />,
            <Input key={`min ${index}`} size="small" style={narrow} inputMode="decimal" input={numberInput} value={cap.min ?? ""} aria-label={texts.say("caps.min.of", { category: nameOf(cap.category) })} onChange={(_, { value }) => change(index, { min: limit(value) })} data-testid="cap-min" />,
            <Button key={`remove ${index}`} size="small" appearance="subtle" icon={<DeleteRegular />} aria-label={texts.say("caps.remove", { category: nameOf(cap.category) })} onClick={() => put(caps.filter((_, at) => at !== index))} />,
          ])}
        </div>
      )}
      <div>
        <Button size="small" appearance="subtle" icon={<AddRegular />} disabled={free === undefined} onClick={() => free !== undefined && put([...caps, { block: block.blockId, category: free, max: null, min: null }])} data-testid="add-cap">
          {texts.say("caps.add")}
        </Button>
      </div>
    </>
  );
}
