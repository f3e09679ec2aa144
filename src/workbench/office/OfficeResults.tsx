import { makeStyles, tokens } from "@fluentui/react-components";
import { useState, type ReactElement, type ReactNode } from "react";
import type { WorkbenchPageTexts } from "../../i18n/workbench-texts";
import { SeveritySign } from "../../ui/plan/SeverityIcon";
import type { CollectView, CompareView, IssuePreview, MigrateView, Told } from "./office-service";

const SHOWN = 50;

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: "8px" },
  words: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  row: { display: "flex", flexWrap: "wrap", gap: "8px" },
  table: {
    width: "100%",
    borderCollapse: "collapse",
    fontSize: tokens.fontSizeBase200,
    "& th": { textAlign: "start", fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground2 },
    "& th, & td": { padding: "3px 8px 3px 0", borderBottom: `1px solid ${tokens.colorNeutralStroke3}`, overflowWrap: "anywhere", verticalAlign: "top" },
  },
  list: { margin: 0, padding: 0, listStyleType: "none", display: "flex", flexDirection: "column", gap: "4px" },
  item: { display: "grid", gridTemplateColumns: "16px 1fr", gap: "6px", fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, overflowWrap: "anywhere" },
  file: { fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase200 },
  mark: { backgroundColor: tokens.colorPaletteYellowBackground2, color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
  more: { alignSelf: "start", border: "none", background: "none", padding: 0, cursor: "pointer", color: tokens.colorBrandForegroundLink, font: "inherit" },
});

type Say = WorkbenchPageTexts["say"];

/** The first ones, and the rest when they are asked for. */
function useShown<Item>(items: readonly Item[]): { readonly shown: readonly Item[]; readonly rest: number; readonly showAll: () => void } {
  const [all, setAll] = useState(false);
  return { shown: all ? items : items.slice(0, SHOWN), rest: all ? 0 : Math.max(0, items.length - SHOWN), showAll: () => setAll(true) };
}

function Findings({ findings, say }: { readonly findings: readonly Told[]; readonly say: Say }): ReactElement | null {
  const styles = useStyles();
  if (findings.length === 0) return null;
  return (
    <ul className={styles.list} data-testid="office-findings">
      {findings.map(({ severity, sheet, cell, sentence }, index) => (
        <li key={index} className={styles.item}>
          <SeveritySign severity={severity} label={say(`office.severity.${severity}`)} />
          <span>{`${cell === "" ? "" : `${sheet}!${cell} `}${sentence}`}</span>
        </li>
      ))}
    </ul>
  );
}

/** Who gets what, and what is wrong with template or roster. (VW-31) */
export function IssueResult({ preview, say, action }: { readonly preview: IssuePreview; readonly say: Say; readonly action: ReactNode }): ReactElement {
  const styles = useStyles();
  const { shown, rest, showAll } = useShown(preview.recipients);
  return (
    <section className={styles.section} aria-label={say("office.issue")} data-testid="office-issue-result">
      <p className={styles.words}>{say("office.issue.words", { title: preview.title, edition: preview.edition, period: preview.period, deadline: preview.deadline ?? say("office.no-deadline"), files: preview.recipients.length, subjects: preview.subjects })}</p>
      <div className={styles.row}>{action}</div>
      <Findings findings={preview.findings} say={say} />
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{say("office.file")}</th>
            <th scope="col">{say("office.subjects")}</th>
            <th scope="col">{say("office.template")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ fileName, sheets }) => (
            <tr key={fileName} data-testid="office-recipient">
              <td>{fileName}</td>
              <td>{sheets.map(({ name }) => name).join("、")}</td>
              <td>{[...new Set(sheets.map(({ template }) => template))].join("、")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && (
        <button type="button" className={styles.more} onClick={showAll}>
          {say("office.more", { count: rest })}
        </button>
      )}
    </section>
  );
}

/** The board, and what was found in the files. (VW-33) */
export function CollectResult({ view, say, action }: { readonly view: CollectView; readonly say: Say; readonly action: ReactNode }): ReactElement {
  const styles = useStyles();
  const { shown, rest, showAll } = useShown(view.board);
  const { counts } = view;
  return (
    <section className={styles.section} aria-label={say("office.collect")} data-testid="office-collect-result">
      <p className={styles.words} data-testid="office-counts">
        {say("office.collect.words", { title: view.title, edition: view.edition, period: view.period, subjects: counts.subjects, returned: counts.returned, late: counts.late, missing: counts.missing, refused: counts.refused, errors: counts.withErrors, changed: counts.changed })}
      </p>
      <div className={styles.row}>{action}</div>
      <Findings findings={view.findings} say={say} />
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{say("office.subject")}</th>
            <th scope="col">{say("office.unit")}</th>
            <th scope="col">{say("office.state")}</th>
            <th scope="col">{say("office.errors")}</th>
            <th scope="col">{say("office.changed")}</th>
            <th scope="col">{say("office.file")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ name, unit, state, errors, changed, file }, index) => (
            <tr key={index} data-testid="office-line" data-state={state}>
              <td>{name}</td>
              <td>{unit}</td>
              <td>{say(`office.state.${state}`)}</td>
              <td>{errors === 0 ? "" : errors}</td>
              <td>{changed === 0 ? "" : changed}</td>
              <td>{file}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && (
        <button type="button" className={styles.more} onClick={showAll}>
          {say("office.more", { count: rest })}
        </button>
      )}
      {view.files.map(({ file, findings }) => (
        <div key={file} className={styles.section} data-testid="office-file">
          <span className={styles.file}>{file}</span>
          <Findings findings={findings} say={say} />
        </div>
      ))}
    </section>
  );
}

/** What two templates differ in, or what of the superior's is covered; words that differ are marked. (VW-35 to VW-37) */
export function CompareResult({ view, say, action }: { readonly view: CompareView; readonly say: Say; readonly action: ReactNode }): ReactElement {
  const styles = useStyles();
  const { shown, rest, showAll } = useShown(view.rows);
  return (
    <section className={styles.section} aria-label={say(`office.${view.kind}`)} data-testid="office-compare-result">
      <p className={styles.words}>{view.summary}</p>
      <div className={styles.row}>{action}</div>
      <Findings findings={view.findings} say={say} />
      {view.rows.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              {view.header.map((header) => (
                <th key={header} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((cells, row) => (
              <tr key={row} data-testid="office-compared">
                {cells.map((runs, column) => (
                  <td key={column}>
                    {runs.map(({ text, isMarked }, index) =>
                      isMarked ? (
                        <mark key={index} className={styles.mark}>
                          {text}
                        </mark>
                      ) : (
                        text
                      ),
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rest > 0 && (
        <button type="button" className={styles.more} onClick={showAll}>
          {say("office.more", { count: rest })}
        </button>
      )}
    </section>
  );
}

/** What came over into the new edition, what did not, and why. (VW-38) */
export function MigrateResult({ view, say, action }: { readonly view: MigrateView; readonly say: Say; readonly action: ReactNode }): ReactElement {
  const styles = useStyles();
  const { shown, rest, showAll } = useShown(view.rows);
  return (
    <section className={styles.section} aria-label={say("office.migrate")} data-testid="office-migrate-result">
      <p className={styles.words}>{say("office.migrate.words", { title: view.title, edition: view.edition, period: view.period, ...view.counts })}</p>
      <div className={styles.row}>{action}</div>
      <Findings findings={view.findings} say={say} />
      {view.rows.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              {view.header.map((header) => (
                <th key={header} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((cells, row) => (
              <tr key={row} data-testid="office-note">
                {cells.map((text, column) => (
                  <td key={column}>{text}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rest > 0 && (
        <button type="button" className={styles.more} onClick={showAll}>
          {say("office.more", { count: rest })}
        </button>
      )}
      {view.files.map(({ file, findings }) => (
        <div key={file} className={styles.section} data-testid="office-file">
          <span className={styles.file}>{file}</span>
          <Findings findings={findings} say={say} />
        </div>
      ))}
    </section>
  );
}
