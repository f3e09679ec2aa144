import { Link, makeStyles, tokens } from "@fluentui/react-components";
import { memo, useState, type ReactNode } from "react";
import type { FindingView } from "../../app/session/session";
import { InlineLink } from "../shell/InlineLink";
import { useModel } from "../shell/pane-context";
import { SeverityIcon } from "./SeverityIcon";

const SHOWN_AT_FIRST = 4;

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: "none", display: "flex", flexDirection: "column", gap: "6px" },
  item: { display: "grid", gridTemplateColumns: "16px 1fr", gap: "6px", fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, overflowWrap: "anywhere" },
});

/** Findings that come with a step, as sentences; those with a place lead there. */
export const FindingNotes = memo(function FindingNotes({ findings }: { readonly findings: readonly FindingView[] }): ReactNode {
  const styles = useStyles();
  const { texts, model } = useModel();
  const [all, setAll] = useState(false);
  if (findings.length === 0) return null;
  const shown = all ? findings : findings.slice(0, SHOWN_AT_FIRST);
  return (
    <section aria-label={texts.say("plan.findings")} data-testid="notes">
      <ul className={styles.list}>
        {shown.map((finding) => (
          <li key={finding.id} className={styles.item}>
            <SeverityIcon severity={finding.severity} />
            <span>
              {finding.sheetId !== null && finding.area !== null && (
                <>
                  <InlineLink onClick={() => finding.sheetId !== null && finding.area !== null && model.reveal({ sheetId: finding.sheetId, ...finding.area })} label={`${texts.say("action.show")} ${finding.sheetName ?? ""} ${finding.address ?? ""}`}>
                    {`${finding.sheetName ?? ""}!${finding.address ?? ""}`}
                  </InlineLink>{" "}
                </>
              )}
              {texts.sentence(finding.code, finding.params)}
            </span>
          </li>
        ))}
      </ul>
      {findings.length > SHOWN_AT_FIRST && (
        <Link as="button" onClick={() => setAll(!all)}>
          {all ? texts.say("recognize.doubts.fewer") : texts.say("check.filter.all", { count: texts.count(findings.length) })}
        </Link>
      )}
    </section>
  );
});
