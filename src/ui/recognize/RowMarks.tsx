import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { useState, type ReactNode } from "react";
import type { TableView } from "../../app/session/session";
import { MARKABLE_CLASSES, type MarkableClass } from "../../core/recognize/row-mark";
import { usePane } from "../shell/pane-context";
import { parseRowSpan } from "./row-span-text";
import { Choice } from "../shell/Choice";
import { CorrectionForm } from "./CorrectionForm";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: "8px" },
  row: { display: "flex", gap: "8px", flexWrap: "wrap", alignItems: "flex-start", "& > *": { flex: "1 1 100px", minWidth: 0 } },
  actions: { display: "flex", gap: "8px", flexWrap: "wrap" },
  marks: { margin: 0, padding: 0, listStyleType: "none", fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  mark: { display: "flex", alignItems: "center", gap: "4px" },
});

/** Says what a row is that was read as something else: a section, a total, a note. (PN-29) */
export function RowMarks({ table }: { readonly table: TableView }): ReactNode {
  const styles = useStyles();
  const { texts, model, state } = usePane();
  const [row, setRow] = useState("");
  const [label, setLabel] = useState<MarkableClass>("total");
  const [wrong, setWrong] = useState(false);
  const busy = state.work !== null;
  const take = async (): Promise<void> => {
    const area = await model.selection();
    if (area && area.sheetId === table.sheetId) setRow(String(area.row + 1));
    else setWrong(true);
  };
  const save = (): void => {
    const span = parseRowSpan(row);
    const usable = span !== undefined && span !== null && span.first === span.last && span.first > (table.headerRows?.last ?? table.range.row - 1);
    setWrong(!usable);
    if (usable) void model.correct({ kind: "row", tableId: table.tableId, row: span.first, label });
  };
  return (
    <CorrectionForm className={styles.form} testId="row-form" onSave={save}>
      {table.markedRows.length > 0 && (
        <ul className={styles.marks}>
          {table.markedRows.map((mark) => {
            const words = texts.say("table.row.marked", { row: mark.row + 1, label: texts.say(`row.${mark.label}`) });
            return (
              <li key={mark.row} className={styles.mark} data-testid="marked-row">
                <span>{words}</span>
                <Button size="small" appearance="subtle" icon={<DismissRegular />} disabled={busy} aria-label={`${texts.say("table.row.unmark")} ${words}`} onClick={() => void model.correct({ kind: "row", tableId: table.tableId, row: mark.row, label: null })} data-testid="unmark-row" />
              </li>
            );
          })}
        </ul>
      )}
      <div className={styles.row}>
        <Field label={texts.say("table.row")} hint={texts.say("table.row.hint")} validationState={wrong ? "error" : "none"} validationMessage={wrong ? texts.say("table.row.invalid") : undefined}>
          <Input size="small" value={row} onChange={(_, { value }) => setRow(value)} data-testid="row-input" />
        </Field>
        <Field label={texts.say("table.row.is")}>
          <Choice choices={MARKABLE_CLASSES} value={label} say={(known) => texts.say(`row.${known}`)} onChoice={setLabel} testId="row-label" />
        </Field>
      </div>
      <div className={styles.actions}>
        <Button size="small" type="submit" disabled={busy} data-testid="row-save">
          {texts.say("table.row.save")}
        </Button>
        <Button size="small" appearance="subtle" onClick={() => void take()} data-testid="row-selection">
          {texts.say("table.row.selection")}
        </Button>
      </div>
    </CorrectionForm>
  );
}
