import { Input, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { MarkView, SchemeView } from "../../app/session/session";
import type { ScoreDraft } from "../model/score-draft";
import { useTexts } from "../shell/pane-context";
import { PercentInput } from "./PercentInput";

const useStyles = makeStyles({
  block: { display: "flex", flexDirection: "column", gap: "4px" },
  title: { margin: 0, fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere" },
  note: { margin: 0, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2 },
  table: { width: "100%", borderCollapse: "collapse", tableLayout: "fixed", fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, "& th": { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground2, textAlign: "start", padding: "2px 6px 2px 0" }, "& td": { padding: "2px 6px 2px 0", overflowWrap: "anywhere" } },
  number: { width: "76px" },
});

const numberInput = { style: { textAlign: "end", fontVariantNumeric: "tabular-nums", width: "100%" } } as const;

/** Full marks and weights of each table's indicators; what is changed here overrides the table. (PN-41) */
export function MarksEditor({ view, draft, onDraft }: { readonly view: SchemeView; readonly draft: ScoreDraft; readonly onDraft: (draft: ScoreDraft) => void }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  return view.blocks.map((block) => {
    const typed = draft.marks[block.blockId] ?? {};
    const change = (mark: MarkView, part: { readonly fullMark?: string | null; readonly weight?: string | null }): void =>
      onDraft({ ...draft, marks: { ...draft.marks, [block.blockId]: { ...typed, [mark.key]: { ...typed[mark.key], ...part } } } });
    return (
      <div key={block.blockId} className={styles.block} data-testid="marks-block">
        <h3 className={styles.title}>{block.title === "" ? block.sheetName : `${block.sheetName} · ${block.title}`}</h3>
        <p className={styles.note}>{[texts.say(`combination.${block.combination}`), ...(block.linked ? [texts.say("score.marks.linked")] : [])].join(" · ")}</p>
        {block.marks.length > 0 && (
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{texts.say("score.marks.indicator")}</th>
                <th scope="col" className={styles.number}>
                  {texts.say("score.marks.full")}
                </th>
                <th scope="col" className={styles.number}>
                  {texts.say("score.marks.weight")}
                </th>
              </tr>
            </thead>
            <tbody>
              {block.marks.map((mark) => {
                const now = { fullMark: mark.fullMark, weight: mark.weight, ...typed[mark.key] };
                return (
                  <tr key={mark.key}>
                    <td>{mark.name}</td>
                    <td>
                      <Input
                        size="small"
                        inputMode="decimal"
                        input={numberInput}
                        style={{ minWidth: 0, width: "100%" }}
                        value={now.fullMark ?? ""}
                        aria-label={texts.say("score.marks.full.of", { name: mark.name })}
                        onChange={(_, { value }) => change(mark, { fullMark: value.trim() === "" ? null : value.normalize("NFKC") })}
                        data-testid="full-mark"
                      />
                    </td>
                    <td>
                      <PercentInput share={now.weight ?? ""} label={texts.say("score.marks.weight.of", { name: mark.name })} onShare={(weight) => change(mark, { weight: weight.trim() === "" ? null : weight })} testId="weight" />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
      </div>
    );
  });
}
