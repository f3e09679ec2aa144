import { Button, Input, makeStyles, ToggleButton } from "@fluentui/react-components";
import { ArrowClockwiseRegular } from "@fluentui/react-icons/svg/arrow-clockwise";
import { SearchRegular } from "@fluentui/react-icons/svg/search";
import type { ReactNode } from "react";
import type { FindingView } from "../../app/session/session";
import type { Severity } from "../../core/check/finding";
import { Choice } from "../shell/Choice";
import { usePane } from "../shell/pane-context";
import { GROUPINGS, HANDLINGS, SEVERITIES, type FindingFilter } from "./finding-rows";

const useStyles = makeStyles({
  filters: { display: "flex", flexDirection: "column", gap: "6px", flexShrink: 0 },
  line: { display: "flex", gap: "6px", flexWrap: "wrap", alignItems: "center" },
  search: { flex: "1 1 110px", minWidth: 0 },
  toggle: { minWidth: "auto", paddingLeft: "6px", paddingRight: "6px", fontVariantNumeric: "tabular-nums" },
  select: { flex: "1 1 90px", minWidth: 0 },
});

/** What of the findings is listed, and how it is grouped. (PN-32, PN-33) */
export function CheckFilters({ findings, filter, onFilter, onRefresh }: { readonly findings: readonly FindingView[]; readonly filter: FindingFilter; readonly onFilter: (change: Partial<FindingFilter>) => void; readonly onRefresh: () => void }): ReactNode {
  const styles = useStyles();
  const { texts, state } = usePane();
  const accepted = findings.filter((finding) => finding.accepted !== null).length;
  const totals = { open: findings.length - accepted, accepted, all: findings.length };
  const inHandling = findings.filter((finding) => filter.handling === "all" || (finding.accepted !== null) === (filter.handling === "accepted"));
  const toggle = (severity: Severity): void => {
    const next = new Set(filter.severities);
    if (!next.delete(severity)) next.add(severity);
    onFilter({ severities: next });
  };
  return (
    <div className={styles.filters} role="search">
      <div className={styles.line}>
        <Input className={styles.search} size="small" type="search" value={filter.search} placeholder={texts.say("check.search")} aria-label={texts.say("check.search")} contentBefore={<SearchRegular />} onChange={(_, { value }) => onFilter({ search: value })} data-testid="finding-search" />
        <Choice className={styles.select} aria-label={texts.say("check.group")} choices={GROUPINGS} value={filter.grouping} say={(grouping) => texts.say(`check.group.${grouping}`)} onChoice={(grouping) => onFilter({ grouping })} testId="finding-grouping" />
        <Button size="small" appearance="subtle" icon={<ArrowClockwiseRegular />} aria-label={texts.say("check.again")} title={texts.say("check.again")} disabledFocusable={state.work !== null} onClick={onRefresh} data-testid="check-again" />
      </div>
      <div className={styles.line}>
        <div className={styles.line} role="group" aria-label={texts.say("check.filter.severity")}>
          {SEVERITIES.map((severity) => (
            <ToggleButton key={severity} size="small" className={styles.toggle} checked={filter.severities.has(severity)} onClick={() => toggle(severity)} data-testid={`severity-${severity}`}>
              {texts.say("severity.count", { severity: texts.say(`severity.${severity}`), count: texts.count(inHandling.filter((finding) => finding.severity === severity).length) })}
            </ToggleButton>
          ))}
        </div>
        <Choice
          className={styles.select}
          aria-label={texts.say("check.filter.state")}
          choices={HANDLINGS}
          value={filter.handling}
          say={(handling) => texts.say(`check.filter.${handling}`, { count: texts.count(totals[handling]) })}
          onChoice={(handling) => onFilter({ handling })}
          testId="finding-handling"
        />
      </div>
    </div>
  );
}
