import { Badge, Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import { parseA1 } from "../../core/grid/address";
import type { Verification, VerifiedArchive } from "../../core/archive/verify";
import { SeverityIcon } from "../plan/SeverityIcon";
import { InlineLink } from "../shell/InlineLink";
import { usePane } from "../shell/pane-context";
import { Digest } from "./Digest";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: "8px" },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  list: { margin: 0, padding: 0, listStyleType: "none", display: "flex", flexDirection: "column", gap: "8px" },
  archive: { border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, padding: "8px 10px", display: "flex", flexDirection: "column", gap: "4px" },
  head: { display: "flex", justifyContent: "space-between", gap: "8px", alignItems: "center", fontWeight: tokens.fontWeightSemibold },
  notes: { margin: 0, padding: 0, listStyleType: "none", display: "flex", flexDirection: "column", gap: "4px", "& li": { display: "grid", gridTemplateColumns: "16px 1fr", gap: "6px", fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 } },
  summary: { cursor: "pointer", fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

const COLORS = { intact: "success", changed: "danger", unreadable: "warning" } as const;

/** Whether archives are as they were archived, optionally against the minutes. (PN-52) */
export function VerifySection({ verification }: { readonly verification: Verification | null }): ReactNode {
  const styles = useStyles();
  const { texts, state, model } = usePane();
  const [written, setWritten] = useState<Readonly<Record<string, string>>>({});
  const typed = Object.fromEntries(Object.entries(written).filter(([, text]) => text.trim() !== ""));
  const archives = verification?.archives ?? [];
  return (
    <section className={styles.section} aria-label={texts.say("archive.verify.title")} data-testid="verification">
      <h3 className={styles.title}>{texts.say("archive.verify.title")}</h3>
      <p className={styles.text}>{texts.say(verification !== null && archives.length === 0 ? "archive.verify.none" : "archive.verify.text")}</p>
      <ul className={styles.list}>
        {archives.map((archive) => (
          <ArchiveCard key={archive.archiveId} archive={archive} verification={verification} />
        ))}
      </ul>
      {archives.length > 0 && (
        <details>
          <summary className={styles.summary} data-testid="minutes">
            {texts.say("archive.verify.minutes")}
          </summary>
          {archives.map(({ archiveId }) => (
            <Field key={archiveId} label={texts.say("archive.verify.minute", { archive: archiveId })} size="small">
              <Input size="small" value={written[archiveId] ?? ""} onChange={(_, { value }) => setWritten({ ...written, [archiveId]: value })} data-testid={`minute-${archiveId}`} />
            </Field>
          ))}
        </details>
      )}
      {(archives.length > 0 || (state.standing?.archives ?? 0) > 0) && (
        <div>
          <Button size="small" disabledFocusable={state.work !== null} onClick={() => void model.verify(typed)} data-testid="verify">
            {texts.say("archive.verify")}
          </Button>
        </div>
      )}
    </section>
  );
}

function ArchiveCard({ archive, verification }: { readonly archive: VerifiedArchive; readonly verification: Verification | null }): ReactNode {
  const styles = useStyles();
  const { texts, model } = usePane();
  const findings = (verification?.findings ?? []).filter((finding) => finding.params["archive"] === archive.archiveId);
  const sheetId = findings.find((finding) => finding.sheetId !== null)?.sheetId ?? null;
  return (
    <li className={styles.archive} data-testid="archive" data-state={archive.state}>
      <div className={styles.head}>
        <span>{archive.sheetName ?? archive.archiveId}</span>
        <Badge appearance="tint" color={COLORS[archive.state]}>
          {texts.say(`archive.state.${archive.state}`)}
        </Badge>
      </div>
      {archive.edition !== null && archive.archivedAt !== null && <p className={styles.text}>{texts.say("archive.facts", { edition: archive.edition, at: texts.time(archive.archivedAt) })}</p>}
      <p className={styles.text}>{texts.say(archive.confirmed ? "archive.state.confirmed" : "archive.state.unconfirmed")}</p>
      {archive.differences > 0 && (
        <p className={styles.text}>
          {texts.say("archive.differences", { count: texts.count(archive.differences), cells: "" })}
          {archive.cells.map((cell) => {
            const rect = parseA1(cell);
            return sheetId !== null && rect !== null ? (
              <span key={cell}>
                <InlineLink onClick={() => model.reveal({ sheetId, ...rect })} label={`${texts.say("action.show")} ${cell}`}>
                  {cell}
                </InlineLink>{" "}
              </span>
            ) : (
              <span key={cell}>{`${cell} `}</span>
            );
          })}
        </p>
      )}
      <ul className={styles.notes}>
        {findings
          // Each cell is named above.
          .filter((finding) => finding.code !== "archive.cell-changed" && finding.code !== "archive.more-cells")
          .map((finding) => (
            <li key={finding.code}>
              <SeverityIcon severity={finding.severity} />
              <span>{texts.sentence(finding.code, finding.params)}</span>
            </li>
          ))}
      </ul>
      {archive.digest !== null && <Digest digest={archive.digest} />}
    </li>
  );
}
