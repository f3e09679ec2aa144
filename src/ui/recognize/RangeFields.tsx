import { Button, Field, Input, makeStyles } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import { toA1 } from "../../core/grid/address";
import { usePane } from "../shell/pane-context";

const useStyles = makeStyles({ fields: { display: "flex", flexDirection: "column", gap: "8px" }, row: { display: "flex", gap: "8px", flexWrap: "wrap", alignItems: "flex-start", "& > *": { flex: "1 1 120px", minWidth: 0 } } });

/** Range and header rows, typed or taken from the selection. `sheet`: where the selection must be; `null`: anywhere. (PN-23) */
export function RangeFields({ range, header, wrong, sheet, onRange, onHeader, onSheet }: {
  readonly range: string;
  readonly header: string;
  readonly wrong: "range" | "header" | null;
  readonly sheet: { readonly sheetId: string; readonly name: string } | null;
  readonly onRange: (text: string) => void;
  readonly onHeader: (text: string) => void;
  readonly onSheet?: (sheetId: string) => void;
}): ReactNode {
  const styles = useStyles();
  const { texts, model } = usePane();
  const [missed, setMissed] = useState<"none" | "other" | null>(null);
  const take = async (): Promise<void> => {
    const area = await model.selection();
    if (area === null) setMissed("none");
    else if (sheet !== null && area.sheetId !== sheet.sheetId) setMissed("other");
    else {
      setMissed(null);
      onSheet?.(area.sheetId);
      onRange(toA1(area));
    }
  };
  const rangeMessage = missed === "none" ? texts.say("table.selection.none") : missed === "other" ? texts.say("table.selection.other", { sheet: sheet?.name ?? "" }) : wrong === "range" ? texts.say("table.range.invalid") : undefined;
  return (
    <div className={styles.fields}>
      <div className={styles.row}>
        <Field label={texts.say("table.range")} hint={texts.say("table.range.hint")} validationState={rangeMessage === undefined ? "none" : "error"} validationMessage={rangeMessage}>
          <Input size="small" value={range} onChange={(_, { value }) => onRange(value)} data-testid="range-input" />
        </Field>
        <Field label={texts.say("table.header")} hint={texts.say("table.header.hint")} validationState={wrong === "header" ? "error" : "none"} validationMessage={wrong === "header" ? texts.say("table.header.invalid") : undefined}>
          <Input size="small" value={header} onChange={(_, { value }) => onHeader(value)} data-testid="header-input" />
        </Field>
      </div>
      <div>
        <Button size="small" onClick={() => void take()} data-testid="take-selection">
          {texts.say("table.range.selection")}
        </Button>
      </div>
    </div>
  );
}
