import { Button, Field, Input, makeStyles, Select } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import type { TableView } from "../../app/session/session";
import { MAX_COLUMNS, parseA1 } from "../../core/grid/address";
import { usePane } from "../shell/pane-context";
import { parseRowSpan } from "./row-span-text";
import { CorrectionForm } from "./CorrectionForm";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: "8px" },
  line: { display: "flex", gap: "8px", flexWrap: "wrap", alignItems: "flex-end", "& > :first-child": { flex: "1 1 140px", minWidth: 0 } },
});

/** "12" → that row, "F" → that column; `null`: neither. */
function parsePlace(text: string): { readonly row: number } | { readonly column: number } | null {
  const plain = text.normalize("NFKC").trim();
  const span = parseRowSpan(plain);
  if (span) return span.first === span.last ? { row: span.first } : null;
  const cell = /^[A-Za-z]{1,3}$/.test(plain) ? parseA1(`${plain}1`) : null;
  return cell && cell.column < MAX_COLUMNS ? { column: cell.column } : null;
}

/** Cuts a table in two at a row or a column, or joins it with another one of its sheet. (PN-29) */
export function SplitJoin({ table, onDone }: { readonly table: TableView; readonly onDone: () => void }): ReactNode {
  const styles = useStyles();
  const { texts, model, state } = usePane();
  const [place, setPlace] = useState("");
  const [wrong, setWrong] = useState(false);
  const others = (state.recognition?.view.sheets ?? []).flatMap(({ tables }) => tables).filter(({ sheetId, tableId }) => sheetId === table.sheetId && tableId !== table.tableId);
  const [chosen, setChosen] = useState("");
  const other = others.find(({ tableId }) => tableId === chosen) ?? others[0];
  const busy = state.work !== null;
  const split = (): void => {
    const at = parsePlace(place);
    const { range } = table;
    const usable = at !== null && ("row" in at ? at.row > range.row && at.row < range.row + range.rows : at.column > range.column && at.column < range.column + range.columns);
    setWrong(!usable);
    if (!usable) return;
    void model.correct({ kind: "split", tableId: table.tableId, at });
    onDone();
  };
  return (
    <CorrectionForm className={styles.form} testId="split-form" onSave={split}>
      <div className={styles.line}>
        <Field label={texts.say("table.split")} hint={texts.say("table.split.hint")} validationState={wrong ? "error" : "none"} validationMessage={wrong ? texts.say("table.split.invalid", { range: table.address }) : undefined}>
          <Input size="small" value={place} onChange={(_, { value }) => setPlace(value)} data-testid="split-input" />
        </Field>
        <Button size="small" type="submit" disabled={busy} data-testid="split-save">
          {texts.say("table.split.save")}
        </Button>
      </div>
      {other && (
        <div className={styles.line}>
          <Field label={texts.say("table.join")}>
            <Select size="small" value={other.tableId} onChange={(_, { value }) => setChosen(value)} data-testid="join-table">
              {others.map(({ tableId, address, title }) => (
                <option key={tableId} value={tableId}>
                  {title === "" ? address : `${address} ${title}`}
                </option>
              ))}
            </Select>
          </Field>
          <Button
            size="small"
            disabled={busy}
            onClick={() => {
              void model.correct({ kind: "join", tableId: table.tableId, with: other.tableId });
              onDone();
            }}
            data-testid="join-save"
          >
            {texts.say("table.join.save")}
          </Button>
        </div>
      )}
    </CorrectionForm>
  );
}
