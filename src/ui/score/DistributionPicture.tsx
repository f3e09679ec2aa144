import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { Distribution } from "../../app/session/session";
import type { Performance } from "../../core/template/scoring-table";
import { useTexts } from "../shell/pane-context";

const WIDTH = 320;
const PLOT = 64;
const TOP = 14;
const HEIGHT = TOP + PLOT + 16;
const GAP = 2;

const useStyles = makeStyles({
  figure: { margin: 0, display: "flex", flexDirection: "column", gap: "2px" },
  caption: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, fontVariantNumeric: "tabular-nums", display: "flex", justifyContent: "space-between", flexWrap: "wrap", columnGap: "8px" },
  picture: { width: "100%", height: "auto", maxWidth: "480px", display: "block" },
  bar: { fill: tokens.colorBrandBackground },
  label: { fill: tokens.colorNeutralForeground2, fontSize: "10px", fontVariantNumeric: "tabular-nums" },
  axis: { stroke: tokens.colorNeutralStroke1 },
  summary: { cursor: "pointer", fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  table: { borderCollapse: "collapse", fontSize: tokens.fontSizeBase200, fontVariantNumeric: "tabular-nums", "& th, & td": { padding: "1px 16px 1px 0", textAlign: "end", fontWeight: tokens.fontWeightRegular }, "& th": { color: tokens.colorNeutralForeground2 } },
});

/** At most two digits: the picture is for the eye, the scores are in the tables. */
function plain(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** How scores are spread, as bars and as a table. (PN-44) */
export function DistributionPicture({ performance, distribution }: { readonly performance: Performance | null; readonly distribution: Distribution }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const { bins, mean, median } = distribution;
  const first = bins[0];
  const last = bins.at(-1);
  if (!first || !last) return null;
  const most = Math.max(...bins.map((bin) => bin.count));
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  const slot = WIDTH / bins.length;
  const title = performance === null ? texts.say("score.distribution") : texts.say("score.distribution.of", { performance: texts.say(`performance.${performance}`) });
  return (
    <figure className={styles.figure} data-testid="distribution">
      <figcaption className={styles.caption}>
        <span>{title}</span>
        <span>{mean !== null && median !== null && texts.say("score.distribution.text", { mean: plain(mean), median: plain(median) })}</span>
      </figcaption>
      <svg className={styles.picture} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${title}: ${texts.say("score.distribution.alt", { count: texts.count(total), min: plain(first.from), max: plain(last.to) })}`}>
        {bins.map((bin, index) => {
          const height = most === 0 ? 0 : (bin.count / most) * PLOT;
          return (
            <g key={bin.from}>
              <rect className={styles.bar} x={index * slot + GAP / 2} y={TOP + PLOT - height} width={Math.max(1, slot - GAP)} height={height} rx={1} />
              {bin.count > 0 && (
                <text className={styles.label} x={(index + 0.5) * slot} y={TOP + PLOT - height - 3} textAnchor="middle">
                  {bin.count}
                </text>
              )}
            </g>
          );
        })}
        <line className={styles.axis} x1={0} x2={WIDTH} y1={TOP + PLOT + 0.5} y2={TOP + PLOT + 0.5} />
        <text className={styles.label} x={0} y={HEIGHT - 3}>
          {plain(first.from)}
        </text>
        <text className={styles.label} x={WIDTH} y={HEIGHT - 3} textAnchor="end">
          {plain(last.to)}
        </text>
      </svg>
      <details>
        <summary className={styles.summary}>{texts.say("score.distribution.table")}</summary>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{texts.say("score.distribution.range")}</th>
              <th scope="col">{texts.say("score.distribution.count")}</th>
            </tr>
          </thead>
          <tbody>
            {bins.map((bin) => (
              <tr key={bin.from}>
                <td>{`${plain(bin.from)}–${plain(bin.to)}`}</td>
                <td>{texts.count(bin.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
