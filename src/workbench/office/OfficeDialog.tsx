import { Button, Checkbox, Dialog, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, Input, makeStyles, MessageBar, MessageBarBody, ProgressBar, Radio, RadioGroup, Tab, TabList, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useState, type ReactElement } from "react";
import type { WorkbenchPageTexts } from "../../i18n/workbench-texts";
import { saveFile, WORKBOOK_TYPE } from "../../ui/shell/save-file";
import { CompareTemplates } from "./CompareTemplates";
import { FilePick } from "./FilePick";
import { COMPARISONS, type CollectView, type IssuePreview, type IssueRequest, type MigrateView } from "./office-service";
import { CollectResult, IssueResult, MigrateResult } from "./OfficeResults";
import { useOffice } from "./use-office";

const WORKBOOKS = ".xlsx,.xlsm,.xls";
const TABS = ["issue", "collect", "migrate", ...COMPARISONS] as const;
const ARCHIVE_TYPE = "application/zip";

const useStyles = makeStyles({
  surface: { width: "min(960px, 96vw)", maxWidth: "none" },
  content: { display: "flex", flexDirection: "column", gap: "12px", maxHeight: "76vh" },
  fields: { display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(260px, 1fr))", gap: "12px", alignItems: "start" },
  note: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  row: { display: "flex", flexWrap: "wrap", gap: "8px", alignItems: "center" },
});

type Props = { readonly texts: WorkbenchPageTexts; readonly onClose: () => void; readonly onOpen: (file: File) => void };

/** The season: a template issued to a roster, and what comes back collected. (VW-30 to VW-34) */
export function OfficeDialog({ texts, onClose, onOpen }: Props): ReactElement {
  const styles = useStyles();
  const { say } = texts;
  const office = useOffice();
  const [tab, setTab] = useState<(typeof TABS)[number]>("issue");
  const comparison = COMPARISONS.find((kind) => kind === tab);
  const [template, setTemplate] = useState<File | null>(null);
  const [roster, setRoster] = useState<File | null>(null);
  const [period, setPeriod] = useState("");
  const [deadline, setDeadline] = useState("");
  const [by, setBy] = useState<IssueRequest["by"]>("person");
  const [returns, setReturns] = useState<readonly File[]>([]);
  const [run, setRun] = useState(true);
  const [preview, setPreview] = useState<IssuePreview | null>(null);
  const [collected, setCollected] = useState<CollectView | null>(null);
  const [migrated, setMigrated] = useState<MigrateView | null>(null);
  const request = template && roster ? { template, roster, period, deadline, by, locale: texts.locale } : null;
  const changed = <Value,>(set: (value: Value) => void) => (value: Value): void => {
    set(value);
    setPreview(null);
    setCollected(null);
    setMigrated(null);
  };
  const one = (set: (file: File | null) => void) => (files: readonly File[]): void => {
    if (files[0]) changed(set)(files[0]);
  };
  const nameOf = (file: File | null): string => file?.name ?? say("office.none");
  return (
    <Dialog open modalType="modal" onOpenChange={(_event, { open }) => (open ? undefined : onClose())}>
      <DialogSurface className={styles.surface} data-testid="office">
        <DialogBody>
          <DialogTitle action={<Button appearance="subtle" aria-label={say("office.close")} icon={<DismissRegular />} onClick={onClose} data-testid="office-close" />}>{say("office.title")}</DialogTitle>
          <DialogContent className={styles.content}>
            <TabList selectedValue={tab} onTabSelect={(_event, { value }) => {
                office.forget();
                setTab(TABS.find((known) => known === value) ?? "issue");
              }}>
              {TABS.map((each) => (
                <Tab key={each} value={each} data-testid={`office-tab-${each}`}>
                  {say(`office.${each}`)}
                </Tab>
              ))}
            </TabList>
            <p className={styles.note}>{say(`office.${tab}.text`)}</p>
            {comparison ? <CompareTemplates key={comparison} kind={comparison} texts={texts} office={office} /> : (
            <>
            <div className={styles.fields}>
              <FilePick label={say("office.template")} choose={say("office.choose")} shown={nameOf(template)} accept={WORKBOOKS} onFiles={one(setTemplate)} testId="office-template" />
              <FilePick label={say("office.roster")} choose={say("office.choose")} shown={nameOf(roster)} accept={WORKBOOKS} onFiles={one(setRoster)} testId="office-roster" />
              <Field label={say("office.period")} hint={say("office.as-template")}>
                <Input value={period} onChange={(_event, { value }) => changed(setPeriod)(value)} data-testid="office-period" />
              </Field>
              <Field label={say("office.deadline")} hint={say("office.as-template")}>
                <Input type="date" value={deadline} onChange={(_event, { value }) => changed(setDeadline)(value)} data-testid="office-deadline" />
              </Field>
              {tab !== "issue" && (
                <FilePick
                  label={say("office.returns")}
                  choose={say("office.choose")}
                  shown={returns.length === 0 ? say("office.none") : returns.length === 1 ? (returns[0]?.name ?? "") : say("office.files", { count: returns.length })}
                  accept={`${WORKBOOKS},.zip`}
                  multiple
                  onFiles={(files) => {
                    if (files.length > 0) changed(setReturns)(files);
                  }}
                  testId="office-returns"
                />
              )}
            </div>
            {tab !== "collect" ? (
              <Field label={say("office.by")}>
                <RadioGroup layout="horizontal" value={by} onChange={(_event, { value }) => changed(setBy)(value === "unit" ? "unit" : "person")}>
                  <Radio value="person" label={say("office.by.person")} />
                  <Radio value="unit" label={say("office.by.unit")} data-testid="office-by-unit" />
                </RadioGroup>
              </Field>
            ) : (
              <Checkbox checked={run} label={say("office.run")} onChange={() => changed(setRun)(!run)} data-testid="office-run" />
            )}
            <div className={styles.row}>
              {tab === "issue" ? (
                <>
                  <Button appearance={preview ? "secondary" : "primary"} disabledFocusable={!request || office.isBusy} onClick={() => request && office.run((service) => service.preview(request), setPreview)} data-testid="office-preview">
                    {say("office.preview")}
                  </Button>
                  <FilePickTemplate texts={texts} busy={office.isBusy} onFile={(file) => office.run((service, options) => service.template({ file, locale: texts.locale }, options), (bytes) => saveFile(say("office.template.file", { name: file.name.replace(/\.\w+$/, "") }), bytes, WORKBOOK_TYPE))} />
                </>
              ) : tab === "migrate" ? (
                <Button
                  appearance={migrated ? "secondary" : "primary"}
                  disabledFocusable={!request || returns.length === 0 || office.isBusy}
                  onClick={() => request && office.run((service, options) => service.migrate({ ...request, returns }, options), setMigrated)}
                  data-testid="office-migrate"
                >
                  {say("office.migrate.do")}
                </Button>
              ) : (
                <Button
                  appearance={collected ? "secondary" : "primary"}
                  disabledFocusable={!request || returns.length === 0 || office.isBusy}
                  onClick={() => request && office.run((service, options) => service.collect({ ...request, returns, run }, options), setCollected)}
                  data-testid="office-collect"
                >
                  {say("office.collect.do")}
                </Button>
              )}
            </div>
            </>
            )}
            {office.isBusy && (
              <div>
                <Button onClick={office.cancel} data-testid="office-cancel">
                  {say("office.cancel")}
                </Button>
              </div>
            )}
            {office.isBusy && (
              <Field validationMessage={office.progress ? say("office.progress", { done: office.progress.done, total: office.progress.total }) : say("office.working")} validationState="none">
                <ProgressBar {...(office.progress && office.progress.total > 0 ? { value: office.progress.done / office.progress.total } : {})} aria-label={say("office.working")} />
              </Field>
            )}
            {office.problem && (
              <MessageBar intent="error" layout="multiline" data-testid="office-problem">
                <MessageBarBody>{office.problem(texts)}</MessageBarBody>
              </MessageBar>
            )}
            {tab === "issue" && preview && (
              <IssueResult
                preview={preview}
                say={say}
                action={
                  <Button
                    appearance="primary"
                    disabledFocusable={office.isBusy || preview.recipients.length === 0}
                    onClick={() => request && office.run((service, options) => service.issue(request, options), (bytes) => saveFile(say("office.issue.file", { title: preview.title, period: preview.period }), bytes, ARCHIVE_TYPE))}
                    data-testid="office-issue"
                  >
                    {say("office.issue.do", { count: preview.recipients.length })}
                  </Button>
                }
              />
            )}
            {tab === "migrate" && migrated && (
              <MigrateResult
                view={migrated}
                say={say}
                action={
                  <Button appearance="primary" disabledFocusable={migrated.bytes === null} onClick={() => migrated.bytes && saveFile(say("office.migrate.file", { title: migrated.title, edition: migrated.edition }), migrated.bytes, ARCHIVE_TYPE)} data-testid="office-migrated">
                    {say("office.migrate.save", { count: migrated.counts.workbooks })}
                  </Button>
                }
              />
            )}
            {tab === "collect" && collected && (
              <CollectResult
                view={collected}
                say={say}
                action={
                  <>
                    <Button appearance="primary" onClick={() => onOpen(new File([new Uint8Array(collected.bytes)], say("office.collect.file", { title: collected.title, period: collected.period }), { type: WORKBOOK_TYPE }))} data-testid="office-open">
                      {say("office.collect.open")}
                    </Button>
                    <Button onClick={() => saveFile(say("office.collect.file", { title: collected.title, period: collected.period }), collected.bytes, WORKBOOK_TYPE)} data-testid="office-save">
                      {say("office.collect.save")}
                    </Button>
                    {collected.markable > 0 && (
                      <Button disabledFocusable={office.isBusy} onClick={() => office.run((service, options) => service.marked(null, options), (bytes) => saveFile(say("office.marked.file", { period: collected.period }), bytes, ARCHIVE_TYPE))} data-testid="office-marked">
                        {say("office.marked", { count: collected.markable })}
                      </Button>
                    )}
                  </>
                }
              />
            )}
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** For whoever has no template yet: one is made of the indicators of any workbook. */
function FilePickTemplate({ texts, busy, onFile }: { readonly texts: WorkbenchPageTexts; readonly busy: boolean; readonly onFile: (file: File) => void }): ReactElement {
  const { say } = texts;
  const [input, setInput] = useState<HTMLInputElement | null>(null);
  return (
    <>
      <Button appearance="subtle" disabledFocusable={busy} onClick={() => input?.click()} data-testid="office-make-template">
        {say("office.template.make")}
      </Button>
      <input
        ref={setInput}
        hidden
        type="file"
        accept={WORKBOOKS}
        tabIndex={-1}
        aria-hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) onFile(file);
        }}
        data-testid="office-template-source"
      />
    </>
  );
}
