import { Link, makeStyles, tokens } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import type { PoolView, RankedLineView } from "../../app/session/session";
import type { PaneTexts } from "../../i18n/pane-texts";
import { InlineLink } from "../shell/InlineLink";
import { useModel } from "../shell/pane-context";

const SHOWN_AT_FIRST = 20;
const MORE = 200;

/** Reasons with words of their own; others are told as "no score yet". */
const UNRANKED = ["marks", "method", "entry-missing", "entry-text", "entry-outside", "ticks-void", "deduction-sign", "rater-weights", "no-unit", "unit-unknown", "unit-ambiguous", "unit-not-final", "scale-unknown", "no-coefficient", "stay", "special", "special-over", "cycle", "out-of-scope", "duplicate", "vetoed", "ineligible"] as const;

const useStyles = makeStyles({
  pool: { display: "flex", flexDirection: "column", gap: "2px" },
  head: { display: "flex", justifyContent: "space-between", gap: "8px", alignItems: "baseline" },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere" },
  note: { margin: 0, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2, fontVariantNumeric: "tabular-nums", whiteSpace: "nowrap" },
  table: { width: "100%", borderCollapse: "collapse", tableLayout: "fixed", fontVariantNumeric: "tabular-nums", "& th": { fontWeight: tokens.fontWeightRegular, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, textAlign: "start" }, "& th, & td": { padding: "3px 8px 3px 0", borderBottom: `1px solid ${tokens.colorNeutralStroke3}`, overflowWrap: "anywhere", verticalAlign: "top" } },
  rank: { width: "40px", textAlign: "end" },
  score: { width: "64px", textAlign: "end" },
  band: { width: "52px" },
  group: { display: "block", fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2 },
  reason: { color: tokens.colorPaletteDarkOrangeForeground1, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
});

/** Why somebody has no rank, in words. */
function unrankedWords(line: RankedLineView, texts: PaneTexts): string {
  const known = UNRANKED.find((reason) => reason === line.unranked);
  return texts.say(known ? `unranked.${known}` : "unranked.other");
}

/** "94.5" among scores of two digits is "94.50": points stand below points. */
function withDigits(score: string, digits: number): string {
  if (digits === 0) return score;
  const [whole = "", fraction = ""] = score.split(".");
  return `${whole}.${fraction.padEnd(digits, "0")}`;
}

/** One pool, best first; those without a score last, with the reason. (PN-43) */
export function PoolTable({ pool }: { readonly pool: PoolView }): ReactNode {
  const styles = useStyles();
  const { texts, model } = useModel();
  const [shown, setShown] = useState(SHOWN_AT_FIRST);
  const digits = Math.max(0, ...pool.lines.map((line) => line.score?.split(".")[1]?.length ?? 0));
  const rest = pool.lines.length - shown;
  return (
    <section className={styles.pool} aria-label={pool.label} data-testid="pool">
      <div className={styles.head}>
        <h3 className={styles.title}>{pool.label}</h3>
        <p className={styles.note}>{texts.say("score.pool.size", { count: texts.count(pool.lines.length) })}</p>
      </div>
      {pool.normalised && <p className={styles.note}>{texts.say("score.pool.normalised")}</p>}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.rank} style={{ textAlign: "end" }}>
              {texts.say("score.rank")}
            </th>
            <th scope="col">{texts.say("score.name")}</th>
            <th scope="col" className={styles.score} style={{ textAlign: "end" }}>
              {texts.say("score.score")}
            </th>
            <th scope="col" className={styles.band}>
              {texts.say("score.band")}
            </th>
          </tr>
        </thead>
        <tbody>
          {pool.lines.slice(0, shown).map((line) => (
            <tr key={line.scoreKey} data-testid="ranked">
              <td className={styles.rank}>{line.rank}</td>
              <td>
                {line.row === null ? (
                  line.name
                ) : (
                  <InlineLink onClick={() => line.row !== null && model.reveal({ sheetId: line.sheetId, row: line.row, column: 0, rows: 1, columns: 1 })}>
                    {line.name}
                  </InlineLink>
                )}
                {line.group !== null && line.group !== line.name && <span className={styles.group}>{line.group}</span>}
              </td>
              {line.rank === null ? (
                <td colSpan={2} className={styles.reason}>
                  {unrankedWords(line, texts)}
                </td>
              ) : (
                <>
                  <td className={styles.score}>{line.score === null ? null : withDigits(line.score, digits)}</td>
                  <td>{line.band}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && (
        <div>
          <Link as="button" onClick={() => setShown(shown + MORE)}>
            {texts.say("score.more", { count: texts.count(Math.min(rest, MORE)) })}
          </Link>
        </div>
      )}
    </section>
  );
}
