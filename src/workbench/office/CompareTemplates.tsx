import { Button, Checkbox, Field, Input, makeStyles, MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useState, type ReactElement } from "react";
import type { WorkbenchPageTexts } from "../../i18n/workbench-texts";
import { saveFile, WORKBOOK_TYPE } from "../../ui/shell/save-file";
import { CompareResult } from "./OfficeResults";
import { FilePick } from "./FilePick";
import type { CompareRequest, CompareView, Comparison } from "./office-service";
import type { OfficeWork } from "./use-office";

const WORKBOOKS = ".xlsx,.xlsm,.xls";

const useStyles = makeStyles({
  fields: { display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(260px, 1fr))", gap: "12px", alignItems: "start" },
  row: { display: "flex", flexWrap: "wrap", gap: "8px", alignItems: "center" },
});

type Props = { readonly kind: Comparison; readonly texts: WorkbenchPageTexts; readonly office: OfficeWork };

/** Two templates chosen, what they differ in, and what is made of them: editions, derived templates, coverage. (VW-34 to VW-37) */
export function CompareTemplates({ kind, texts, office }: Props): ReactElement {
  const styles = useStyles();
  const { say } = texts;
  const [files, setFiles] = useState<Readonly<Partial<Record<"first" | "own" | "older", File>>>>({});
  const [terms, setTerms] = useState<Pick<CompareRequest, "reason" | "approver" | "date" | "rebalance">>({ reason: "", approver: "", date: "", rebalance: false });
  const [view, setView] = useState<CompareView | null>(null);
  const { first, own, older } = files;
  const request: CompareRequest | null = first && own ? { kind, first, own, older: older ?? null, ...terms, locale: texts.locale } : null;
  const pick = (which: "first" | "own" | "older", label: string): ReactElement => (
    <FilePick
      label={label}
      choose={say("office.choose")}
      shown={files[which]?.name ?? say("office.none")}
      accept={WORKBOOKS}
      onFiles={([file]) => {
        if (!file) return;
        setFiles({ ...files, [which]: file });
        setView(null);
      }}
      testId={`office-${which}`}
    />
  );
  const state = (change: Partial<typeof terms>): void => {
    setTerms({ ...terms, ...change });
    setView(null);
  };
  const made = view?.made ?? null;
  return (
    <>
      <div className={styles.fields}>
        {pick("first", say(`office.${kind}.first`))}
        {pick("own", say(`office.${kind}.own`))}
        {kind === "derive" && pick("older", say("office.derive.older"))}
        {kind !== "cover" && (
          <>
            <Field label={say("office.reason")}>
              <Input value={terms.reason} onChange={(_event, { value }) => state({ reason: value })} data-testid="office-reason" />
            </Field>
            <Field label={say("office.approver")}>
              <Input value={terms.approver} onChange={(_event, { value }) => state({ approver: value })} data-testid="office-approver" />
            </Field>
            <Field label={say("office.date")} hint={say("office.date.today")}>
              <Input type="date" value={terms.date} onChange={(_event, { value }) => state({ date: value })} data-testid="office-date" />
            </Field>
          </>
        )}
      </div>
      {kind === "edition" && <Checkbox checked={terms.rebalance} label={say("office.rebalance")} onChange={() => state({ rebalance: !terms.rebalance })} data-testid="office-rebalance" />}
      <div className={styles.row}>
        <Button appearance={view ? "secondary" : "primary"} disabledFocusable={!request || office.isBusy} onClick={() => request && office.run((service, options) => service.compare(request, options), setView)} data-testid="office-compare">
          {say(`office.${kind}.do`)}
        </Button>
      </div>
      {view && (
        <CompareResult
          view={view}
          say={say}
          action={
            made ? (
              <Button appearance="primary" onClick={() => saveFile(made.fileName, made.bytes, WORKBOOK_TYPE)} data-testid="office-made">
                {say(`office.${kind}.save`)}
              </Button>
            ) : (
              <MessageBar intent={view.isRefused ? "error" : "info"} layout="multiline" data-testid="office-not-made">
                <MessageBarBody>{say(view.isRefused ? "office.refused" : view.isMakeable ? "office.state-approval" : "office.nothing-to-save")}</MessageBarBody>
              </MessageBar>
            )
          }
        />
      )}
    </>
  );
}
