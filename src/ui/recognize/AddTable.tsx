import { Field, makeStyles, Select, tokens } from "@fluentui/react-components";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { SheetView } from "../../app/session/session";
import { usePane } from "../shell/pane-context";
import { StepFrame } from "../shell/StepFrame";
import { RangeFields } from "./RangeFields";
import { parseTypedTable } from "./row-span-text";
import { Button } from "@fluentui/react-components";

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, fontWeight: tokens.fontWeightSemibold, outlineStyle: "none" },
  text: { margin: 0 },
});

/** A table that recognition did not see, from the selection or as typed. (PN-24) */
export function AddTable({ sheets, onDone }: { readonly sheets: readonly SheetView[]; readonly onDone: () => void }): ReactNode {
  const styles = useStyles();
  const { texts, model } = usePane();
  const title = useRef<HTMLHeadingElement>(null);
  const choices = sheets.filter((sheet) => !sheet.own);
  const [sheetId, setSheetId] = useState(choices[0]?.sheetId ?? "");
  const [range, setRange] = useState("");
  const [header, setHeader] = useState("");
  const [wrong, setWrong] = useState<"range" | "header" | null>(null);
  useEffect(() => title.current?.focus(), []);
  const add = (): void => {
    const typed = parseTypedTable(range, header);
    if ("wrong" in typed) {
      setWrong(typed.wrong);
      return;
    }
    void model.correct({ kind: "add-table", sheetId, ...typed });
    onDone();
  };
  return (
    <StepFrame
      step="recognize"
      primary={{ label: texts.say("recognize.add"), onClick: add, testId: "add-table-save" }}
      secondary={
        <Button onClick={onDone} data-testid="back">
          {texts.say("action.back")}
        </Button>
      }
    >
      <h3 ref={title} tabIndex={-1} className={styles.title}>
        {texts.say("add.title")}
      </h3>
      <p className={styles.text}>{texts.say("add.text")}</p>
      <Field label={texts.say("add.sheet")}>
        <Select size="small" value={sheetId} onChange={(_, { value }) => setSheetId(value)} data-testid="add-sheet">
          {choices.map((sheet) => (
            <option key={sheet.sheetId} value={sheet.sheetId}>
              {sheet.name}
            </option>
          ))}
        </Select>
      </Field>
      <RangeFields range={range} header={header} wrong={wrong} sheet={null} onRange={setRange} onHeader={setHeader} onSheet={setSheetId} />
    </StepFrame>
  );
}
