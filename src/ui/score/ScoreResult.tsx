import { makeStyles, tokens } from "@fluentui/react-components";
import { memo, type ReactNode } from "react";
import type { ScorePreviewView } from "../../app/session/session";
import { ChangeTable } from "../plan/ChangeTable";
import { FindingNotes } from "../plan/FindingNotes";
import { useTexts } from "../shell/pane-context";
import { DistributionPicture } from "./DistributionPicture";
import { PoolTable } from "./PoolTable";
import { HostNotes } from "../plan/HostNotes";

const useStyles = makeStyles({ counts: { margin: 0, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: "tabular-nums" }, note: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 } });

/** Scores and ranks before they are written. (PN-43, PN-44) */
export const ScoreResult = memo(function ScoreResult({ preview }: { readonly preview: ScorePreviewView }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const counts = [texts.say("score.scored", { count: texts.count(preview.scored) }), ...(preview.withheld > 0 ? [texts.say("score.withheld", { count: texts.count(preview.withheld) })] : [])];
  return (
    <>
      <p className={styles.counts} data-testid="score-counts">
        {counts.join(texts.locale === "en-US" ? ", " : "，")}
      </p>
      {preview.distributions.map(({ performance, distribution }) => (
        <DistributionPicture key={performance ?? "none"} performance={performance} distribution={distribution} />
      ))}
      <FindingNotes findings={preview.findings} />
      {preview.pools.map((pool) => (
        <PoolTable key={pool.label} pool={pool} />
      ))}
      <HostNotes preview={preview} />
      <ChangeTable changes={preview.changes} total={preview.summary.cells} />
    </>
  );
});
