import { makeStyles, Skeleton, SkeletonItem } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTexts } from "./pane-context";

const useStyles = makeStyles({ lines: { display: "flex", flexDirection: "column", gap: "10px" }, short: { width: "60%" } });

/** Stands where content will be. */
export function LoadingLines({ label }: { readonly label?: string }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  return (
    <Skeleton className={styles.lines} aria-label={label ?? texts.say("connecting")} data-testid="loading">
      <SkeletonItem size={20} className={styles.short} />
      <SkeletonItem size={36} />
      <SkeletonItem size={36} />
      <SkeletonItem size={36} />
    </Skeleton>
  );
}
