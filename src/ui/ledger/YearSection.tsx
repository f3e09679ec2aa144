import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import type { LedgerFile } from "../../app/session/session";
import { FindingNotes } from "../plan/FindingNotes";
import { usePane } from "../shell/pane-context";
import { saveFile, WORKBOOK_TYPE } from "../shell/save-file";
import { LedgerPicker } from "./LedgerPicker";

const YEAR = /^\d{4}$/;

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: "8px" },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  note: { margin: 0, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2 },
});

/** A ledger rolled up into the year, in a file of its own. `given`: the ledger chosen for posting, taken where no other is. (PN-59) */
export function YearSection({ given }: { readonly given: LedgerFile | null }): ReactNode {
  const styles = useStyles();
  const { texts, state, model } = usePane();
  const [other, setOther] = useState<LedgerFile | null>(null);
  const [year, setYear] = useState("");
  const ledger = other ?? given;
  const typed = year.normalize("NFKC").trim();
  const result = state.year;
  return (
    <section className={styles.section} aria-label={texts.say("year.title")} data-testid="year">
      <h3 className={styles.title}>{texts.say("year.title")}</h3>
      <LedgerPicker label={texts.say("ledger.file")} none={given ? given.name : texts.say("year.file.none")} file={other} onFile={setOther} testId="year-file" />
      <Field label={texts.say("year.year")} hint={texts.say("year.year.hint")} size="small">
        <Input size="small" inputMode="numeric" value={year} onChange={(_, { value }) => setYear(value)} data-testid="year-year" />
      </Field>
      <div>
        <Button
          size="small"
          disabledFocusable={ledger === null || (typed !== "" && !YEAR.test(typed)) || state.work !== null}
          onClick={() => ledger && void model.rollUpYear({ ledger, year: typed === "" ? null : Number(typed), schemes: [] })}
          data-testid="roll-up"
        >
          {texts.say("year.roll-up")}
        </Button>
      </div>
      {result && (
        <>
          <p className={styles.note} data-testid="year-counts">
            {texts.say("year.words", { year: String(result.year), unit: texts.count(result.finals.unit), person: texts.count(result.finals.person), withheld: texts.count(result.withheld) })}
          </p>
          <FindingNotes findings={result.findings} />
          <div>
            <Button size="small" appearance="primary" onClick={() => saveFile(texts.say("year.file.name", { year: String(result.year) }), result.bytes, WORKBOOK_TYPE)} data-testid="save-year">
              {texts.say("year.save")}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
