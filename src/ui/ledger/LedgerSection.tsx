import { Button, Checkbox, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import { parsePeriod } from "../../core/ledger/period";
import type { LedgerFile, PostingView, RecognitionView } from "../../app/session/session";
import { FindingNotes } from "../plan/FindingNotes";
import { Choice } from "../shell/Choice";
import { usePane, useTexts } from "../shell/pane-context";
import { saveFile, WORKBOOK_TYPE } from "../shell/save-file";
import { LedgerPicker } from "./LedgerPicker";
import { YearSection } from "./YearSection";

/** Lines that are shown of what is posted. */
const SHOWN = 20;

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: "8px" },
  summary: { cursor: "pointer", fontWeight: tokens.fontWeightSemibold },
  fields: { display: "flex", flexDirection: "column", gap: "8px", paddingTop: "8px" },
  note: { margin: 0, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  list: { margin: 0, paddingInlineStart: "20px", fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, fontVariantNumeric: "tabular-nums" },
  checks: { display: "flex", flexDirection: "column" },
});

/** Sheets with something that is scored. */
function scoredSheets(recognition: RecognitionView | null): readonly string[] {
  return (recognition?.sheets ?? []).flatMap(({ name, own, tables }) => (!own && tables.some(({ layout, ignored, entryCells }) => !ignored && entryCells > 0 && layout !== "indicator-list" && layout !== "other") ? [name] : []));
}

/** Results into a ledger, and ledgers into the year: files beside the workbook, which stays as it is. (PN-58, PN-59) */
export function LedgerSection(): ReactNode {
  const styles = useStyles();
  const { texts, state, model } = usePane();
  const [ledger, setLedger] = useState<LedgerFile | null>(null);
  const [period, setPeriod] = useState("");
  const [kind, setKind] = useState<"annual" | "special">("annual");
  const [task, setTask] = useState("");
  const [approval, setApproval] = useState("");
  const [close, setClose] = useState(false);
  const [left, setLeft] = useState<readonly string[]>([]);
  const sheets = scoredSheets(state.recognition?.view ?? null);
  const chosen = sheets.filter((name) => !left.includes(name));
  const wanted = period.normalize("NFKC").trim().toUpperCase();
  const special = kind === "special";
  const complete = parsePeriod(wanted) !== null && chosen.length > 0 && (!special || (task.trim() !== "" && approval.trim() !== ""));
  const post = (): void =>
    void model.postToLedger({ ledger, period: wanted, task: special ? task : "", approval: special ? approval : "", close, sheets: left.length === 0 ? [] : chosen, source: texts.say("ledger.source") });
  const name = ledger?.name ?? texts.say("ledger.file.name");
  return (
    <details data-testid="ledger">
      <summary className={styles.summary}>{texts.say("ledger.title")}</summary>
      <div className={styles.fields}>
        <p className={styles.note}>{texts.say("ledger.text")}</p>
        <LedgerPicker label={texts.say("ledger.file")} none={texts.say("ledger.file.new")} file={ledger} onFile={setLedger} testId="ledger-file" />
        <Field label={texts.say("ledger.period")} hint={texts.say("ledger.period.hint")} size="small">
          <Input size="small" value={period} onChange={(_, { value }) => setPeriod(value)} data-testid="ledger-period" />
        </Field>
        <Field label={texts.say("ledger.kind")} size="small">
          <Choice choices={["annual", "special"] as const} value={kind} say={(choice) => texts.say(`ledger.kind.${choice}`)} onChoice={setKind} testId="ledger-kind" />
        </Field>
        {special && (
          <>
            <Field label={texts.say("ledger.task")} size="small" required>
              <Input size="small" value={task} onChange={(_, { value }) => setTask(value)} data-testid="ledger-task" />
            </Field>
            <Field label={texts.say("ledger.approval")} size="small" required>
              <Input size="small" value={approval} onChange={(_, { value }) => setApproval(value)} data-testid="ledger-approval" />
            </Field>
          </>
        )}
        {sheets.length > 1 && (
          <Field label={texts.say("ledger.sheets")} hint={texts.say("ledger.sheets.hint")} size="small">
            <div className={styles.checks} role="group" aria-label={texts.say("ledger.sheets")}>
              {sheets.map((sheet) => (
                <Checkbox key={sheet} checked={!left.includes(sheet)} label={sheet} onChange={() => setLeft(left.includes(sheet) ? left.filter((other) => other !== sheet) : [...left, sheet])} data-testid="ledger-sheet" />
              ))}
            </div>
          </Field>
        )}
        <Checkbox checked={close} label={texts.say("ledger.close")} onChange={() => setClose(!close)} data-testid="ledger-close" />
        <div>
          <Button size="small" disabledFocusable={!complete || state.work !== null} onClick={post} data-testid="post-ledger">
            {texts.say("ledger.post")}
          </Button>
        </div>
        {state.posting && <Posting view={state.posting.view} name={name} onTaken={(bytes) => setLedger({ name, bytes })} />}
        <YearSection given={ledger} />
      </div>
    </details>
  );
}

function Posting({ view, name, onTaken }: { readonly view: PostingView; readonly name: string; readonly onTaken: (bytes: Uint8Array) => void }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const { bytes, posted, unchanged, closed, findings } = view;
  const corrections = posted.filter(({ corrects }) => corrects !== null).length;
  return (
    <section className={styles.section} aria-label={texts.say("ledger.result")} data-testid="posting">
      <p className={styles.note} data-testid="posting-counts">
        {texts.say("ledger.result.words", { posted: texts.count(posted.length), corrections: texts.count(corrections), unchanged: texts.count(unchanged) })}
        {closed && ` ${texts.say("ledger.result.closed")}`}
      </p>
      {posted.length > 0 && (
        <ul className={styles.list}>
          {posted.slice(0, SHOWN).map(({ line, name: subject, group, score, full, corrects }) => (
            <li key={line}>{texts.say(corrects === null ? "ledger.line" : "ledger.line.corrects", { line, subject: group === "" ? subject : `${subject}（${group}）`, score, full, corrects: corrects ?? "" })}</li>
          ))}
          {posted.length > SHOWN && <li>{texts.say("ledger.line.more", { count: texts.count(posted.length - SHOWN) })}</li>}
        </ul>
      )}
      <FindingNotes findings={findings} />
      <div>
        {bytes === null ? (
          <p className={styles.note}>{texts.say("ledger.result.nothing")}</p>
        ) : (
          <Button
            size="small"
            appearance="primary"
            onClick={() => {
              saveFile(name, bytes, WORKBOOK_TYPE);
              // The next posting goes on from here.
              onTaken(bytes);
            }}
            data-testid="save-ledger"
          >
            {texts.say("ledger.save")}
          </Button>
        )}
      </div>
    </section>
  );
}
