import { makeStyles, tokens } from "@fluentui/react-components";
import { defaultRangeExtractor, useVirtualizer, type Range } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import type { FindingView } from "../../app/session/session";
import { useTexts } from "../shell/pane-context";
import type { FindingRowView } from "./finding-rows";
import { FindingRow } from "./FindingRow";

const HEADING_PX = 30;
const FINDING_PX = 56;
const OVERSCAN = 8;

const useStyles = makeStyles({
  scroll: { flex: "1 1 0", minHeight: "96px", overflowY: "auto", margin: "0 -12px", padding: "0 12px", borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
  inner: { position: "relative", width: "100%" },
  row: { position: "absolute", top: 0, left: 0, width: "100%" },
  group: { display: "flex", justifyContent: "space-between", gap: "8px", margin: 0, padding: "8px 0 4px", fontSize: tokens.fontSizeBase200, lineHeight: "18px", fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2, fontVariantNumeric: "tabular-nums" },
});

/**
 * Findings under their headings; only what is seen is in the page. Arrows move, Enter shows the cell, and the focus stays
 * in the list. `focus`: counts requests to bring the focus to the current one. (PN-34)
 */
export function FindingList({ rows, current, focus, onCurrent, onReveal, actions }: {
  readonly rows: readonly FindingRowView[];
  readonly current: string | null;
  readonly focus: number;
  readonly onCurrent: (finding: FindingView) => void;
  readonly onReveal: (finding: FindingView) => void;
  readonly actions: (finding: FindingView) => ReactNode;
}): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const scroll = useRef<HTMLDivElement>(null);
  const wanted = useRef(false);
  const currentRow = rows.findIndex((row) => row.kind === "finding" && row.finding.id === current);
  const findings = rows.flatMap((row) => (row.kind === "finding" ? [row.finding] : []));
  const tabbable = currentRow >= 0 ? current : (findings[0]?.id ?? null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => (rows[index]?.kind === "group" ? HEADING_PX : FINDING_PX),
    getItemKey: (index) => rowKey(rows[index], index),
    overscan: OVERSCAN,
    // The current row stays in the page wherever the list is scrolled to: it may hold the focus.
    rangeExtractor: (range: Range) => (currentRow < 0 ? defaultRangeExtractor(range) : [...new Set([...defaultRangeExtractor(range), currentRow])].sort((a, b) => a - b)),
  });
  useLayoutEffect(() => {
    if (focus === 0) return;
    wanted.current = true;
    if (currentRow >= 0) virtualizer.scrollToIndex(currentRow, { align: "auto" });
    // Only a new request counts; the row's place at that time is the one meant.
  }, [focus]);
  useLayoutEffect(() => {
    if (!wanted.current || current === null) return;
    const button = scroll.current?.querySelector<HTMLElement>(`[data-finding="${CSS.escape(current)}"]`);
    if (!button) return;
    button.focus({ preventScroll: true });
    wanted.current = false;
  });
  const go = (index: number): void => {
    const finding = findings[Math.max(0, Math.min(findings.length - 1, index))];
    if (!finding) return;
    wanted.current = true;
    onCurrent(finding);
    const row = rows.findIndex((candidate) => candidate.kind === "finding" && candidate.finding.id === finding.id);
    virtualizer.scrollToIndex(row, { align: "auto" });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset["finding"] === undefined) return;
    const at = findings.findIndex((finding) => finding.id === tabbable);
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 0) / FINDING_PX) - 1);
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: findings.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    go(target);
  };
  return (
    <div ref={scroll} className={styles.scroll} onKeyDown={onKeyDown} data-testid="findings">
      <div className={styles.inner} role="list" aria-label={texts.say("check.list")} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <div key={item.key} ref={virtualizer.measureElement} data-index={item.index} role="listitem" className={styles.row} style={{ transform: `translateY(${item.start}px)` }} {...(row.kind === "finding" ? { "aria-setsize": findings.length, "aria-posinset": row.index + 1 } : {})}>
              {row.kind === "group" ? (
                <h3 className={styles.group} data-testid="finding-group">
                  <span>{row.label}</span>
                  <span>{texts.count(row.count)}</span>
                </h3>
              ) : (
                <FindingRow finding={row.finding} current={row.finding.id === current} tabbable={row.finding.id === tabbable} onChoose={onReveal} actions={actions} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function rowKey(row: FindingRowView | undefined, index: number): string | number {
  if (!row) return index;
  return row.kind === "group" ? `group ${row.id}` : row.finding.id;
}
