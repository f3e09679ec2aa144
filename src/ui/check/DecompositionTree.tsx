import { Badge, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronDownRegular } from "@fluentui/react-icons/svg/chevron-down";
import { ChevronRightRegular } from "@fluentui/react-icons/svg/chevron-right";
import { defaultRangeExtractor, useVirtualizer, type Range } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import type { PaneTexts } from "../../i18n/pane-texts";
import { SeverityIcon } from "../plan/SeverityIcon";
import { useTexts } from "../shell/pane-context";
import type { DecompositionRow } from "./decomposition-rows";
import { SEVERITIES } from "./finding-rows";

const ROW_PX = 46;
const OVERSCAN = 8;
const INDENT_PX = 14;
/** Deeper levels stand below each other: in a pane of 320 px a name needs its room. */
const MAX_INDENTS = 8;

const useStyles = makeStyles({
  scroll: { flex: "1 1 0", minHeight: "96px", overflowY: "auto", margin: "0 -12px", padding: "0 12px", borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
  inner: { position: "relative", width: "100%" },
  row: {
    position: "absolute",
    top: 0,
    left: 0,
    width: "100%",
    boxSizing: "border-box",
    display: "grid",
    gridTemplateColumns: "16px 1fr auto",
    columnGap: "4px",
    paddingTop: "4px",
    paddingBottom: "4px",
    paddingRight: "4px",
    cursor: "pointer",
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    ":hover": { backgroundColor: tokens.colorNeutralBackground3 },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  current: { backgroundColor: tokens.colorNeutralBackground3, boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}` },
  chevron: { display: "flex", alignItems: "center", height: tokens.lineHeightBase300 },
  name: { minWidth: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, fontWeight: tokens.fontWeightSemibold, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  code: { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground2, fontVariantNumeric: "tabular-nums" },
  marks: { display: "flex", alignItems: "center", gap: "4px", height: tokens.lineHeightBase300, fontVariantNumeric: "tabular-nums", color: tokens.colorNeutralForeground2 },
  facts: { gridColumn: "2 / -1", minWidth: 0, minHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  whole: { whiteSpace: "normal", overflowWrap: "anywhere" },
  roles: { gridColumn: "2 / -1", display: "grid", gridTemplateColumns: "auto 1fr", columnGap: "8px", margin: 0, "& dt": { color: tokens.colorNeutralForeground2 }, "& dd": { margin: 0, overflowWrap: "anywhere" } },
  findings: { gridColumn: "2 / -1", display: "grid", gridTemplateColumns: "16px 1fr", columnGap: "4px", rowGap: "2px", overflowWrap: "anywhere" },
});

/**
 * A tree of indicators, only as much of it as is seen. Arrows move, right opens, left closes or goes up, "*" opens what stands beside it, Enter shows the cell.
 * Written by hand over the list that the findings have: Fluent's own tree keeps all open rows in the page. `focus` counts requests to bring the focus to the current row. (PN-62)
 */
export function DecompositionTree({ label, rows, open, current, focus, onCurrent, onOpen, onReveal }: {
  readonly label: string;
  readonly rows: readonly DecompositionRow[];
  readonly open: ReadonlySet<number>;
  readonly current: number | null;
  readonly focus: number;
  readonly onCurrent: (row: number) => void;
  readonly onOpen: (rows: readonly number[], isOpen: boolean) => void;
  readonly onReveal: (row: DecompositionRow) => void;
}): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const scroll = useRef<HTMLDivElement>(null);
  const wanted = useRef(false);
  const at = rows.findIndex(({ node }) => node.row === current);
  const stop = at < 0 ? 0 : at;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.node.row ?? index,
    overscan: OVERSCAN,
    // The one Tab stop stays in the page wherever the tree is scrolled to: it may hold the focus.
    rangeExtractor: (range: Range) => (rows.length === 0 ? [] : [...new Set([...defaultRangeExtractor(range), stop])].sort((a, b) => a - b)),
  });
  useLayoutEffect(() => {
    if (focus === 0) return;
    wanted.current = true;
    if (at >= 0) virtualizer.scrollToIndex(at, { align: "auto" });
    // Only a new request counts; the row's place at that time is the one meant.
  }, [focus]);
  useLayoutEffect(() => {
    if (!wanted.current || current === null) return;
    const row = scroll.current?.querySelector<HTMLElement>(`[data-row="${String(current)}"]`);
    if (!row) return;
    row.focus({ preventScroll: true });
    wanted.current = false;
  });
  const go = (index: number): void => {
    const target = Math.max(0, Math.min(rows.length - 1, index));
    const row = rows[target];
    if (!row) return;
    wanted.current = true;
    onCurrent(row.node.row);
    virtualizer.scrollToIndex(target, { align: "auto" });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[stop];
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const isOpen = open.has(row.node.row);
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 0) / ROW_PX) - 1);
    const target = { ArrowDown: stop + 1, ArrowUp: stop - 1, PageDown: stop + page, PageUp: stop - page, Home: 0, End: rows.length - 1 }[event.key];
    if (target !== undefined) go(target);
    else if (event.key === "ArrowRight") {
      if (row.hasParts && isOpen) go(stop + 1);
      else if (row.hasParts) onOpen([row.node.row], true);
    } else if (event.key === "ArrowLeft") {
      if (row.hasParts && isOpen) onOpen([row.node.row], false);
      else if (row.parent !== null) go(rows.findIndex(({ node }) => node.row === row.parent));
    } else if (event.key === "*") onOpen(rows.filter(({ parent, hasParts }) => parent === row.parent && hasParts).map(({ node }) => node.row), true);
    else if (event.key === "Enter" || event.key === " ") onReveal(row);
    else return;
    event.preventDefault();
  };
  return (
    <div ref={scroll} className={styles.scroll} data-testid="decomposition">
      <div className={styles.inner} role="tree" aria-label={label} onKeyDown={onKeyDown} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const { node, hasParts } = row;
          const isCurrent = node.row === current;
          const isOpen = open.has(node.row);
          const Chevron = isOpen ? ChevronDownRegular : ChevronRightRegular;
          return (
            <div
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              role="treeitem"
              aria-level={node.depth + 1}
              aria-setsize={row.siblings}
              aria-posinset={row.position}
              aria-expanded={hasParts ? isOpen : undefined}
              aria-selected={isCurrent}
              tabIndex={item.index === stop ? 0 : -1}
              className={mergeClasses(styles.row, isCurrent && styles.current)}
              style={{ transform: `translateY(${String(item.start)}px)`, paddingLeft: 4 + INDENT_PX * Math.min(node.depth, MAX_INDENTS) }}
              onFocus={() => {
                if (!isCurrent) onCurrent(node.row);
              }}
              onClick={() => onReveal(row)}
              data-testid="node"
              data-row={node.row}
              data-codes={row.findings.map(({ code }) => code).join(" ")}
            >
              <span
                className={styles.chevron}
                aria-hidden="true"
                onClick={(event) => {
                  if (!hasParts) return;
                  event.stopPropagation();
                  onOpen([node.row], !isOpen);
                }}
                data-testid="node-toggle"
              >
                {hasParts && <Chevron />}
              </span>
              <span className={styles.name} title={node.name}>
                {node.name} {node.code !== "" && node.code !== node.name && <span className={styles.code}>{node.code}</span>}
              </span>
              <Marks row={row} isOpen={isOpen} />
              <span className={mergeClasses(styles.facts, isCurrent && styles.whole)}>{facts(row, texts)}</span>
              {isCurrent && <Details row={row} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function facts({ node }: DecompositionRow, texts: PaneTexts): string {
  const said = [
    node.owner,
    node.share === "" ? "" : texts.say("decomposition.share", { share: node.share }),
    node.weight === "" ? "" : texts.say("decomposition.weight", { weight: node.weight }),
    ...(["undertake", "execute", "assess"] as const).map((role) => (node[role] === "" ? "" : `${texts.say(`decomposition.${role}`)} ${node[role]}`)),
  ];
  return said.filter((each) => each !== "").join(" · ");
}

/** Not passed down, findings of its own, and how many lie hidden below. */
function Marks({ row, isOpen }: { readonly row: DecompositionRow; readonly isOpen: boolean }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const gravest = SEVERITIES.find((severity) => row.findings.some((finding) => finding.severity === severity));
  return (
    <span className={styles.marks}>
      {row.node.passed === false && (
        <Badge appearance="tint" color="informative" size="small" data-testid="node-kept">
          {texts.say("decomposition.not-passed")}
        </Badge>
      )}
      {gravest && (
        <>
          <SeverityIcon severity={gravest} />
          {row.findings.length > 1 && texts.count(row.findings.length)}
        </>
      )}
      {!isOpen && row.below > 0 && <span data-testid="node-below">{texts.say("decomposition.below", { count: texts.count(row.below) })}</span>}
    </span>
  );
}

/** Everything that there is to say of the current node: who does what, why it is not passed down, what was found. */
function Details({ row }: { readonly row: DecompositionRow }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const { node } = row;
  return (
    <>
      {node.passed === false && (
        <dl className={styles.roles}>
          <dt>{texts.say("decomposition.reason")}</dt>
          <dd>{node.reason === "" ? texts.say("decomposition.unsaid") : node.reason}</dd>
        </dl>
      )}
      {row.findings.length > 0 && (
        <span className={styles.findings} data-testid="node-findings">
          {row.findings.flatMap((finding) => [<SeverityIcon key={`${finding.id} icon`} severity={finding.severity} />, <span key={finding.id}>{texts.sentence(finding.code, finding.params)}</span>])}
        </span>
      )}
    </>
  );
}
