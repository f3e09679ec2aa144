import { useEffect, useRef, useState } from "react";
import { usePane } from "./pane-context";

/** After the last edit; typing a column of scores must not start a reading for each. */
const QUIET_MS = 1200;
/** What takes longer is offered instead of done unasked. */
const LONG_MS = 3000;

/**
 * Makes a view anew when the workbook has been edited, once it has been quiet for a while. True where that is left to
 * the user, because it takes long or has just failed. (PN-14)
 */
export function useFollow(outdated: boolean, refresh: () => Promise<void>): boolean {
  const { state } = usePane();
  const [tookMs, setTookMs] = useState(0);
  const latest = useRef(refresh);
  useEffect(() => {
    latest.current = refresh;
  });
  const idle = state.work === null;
  const offer = outdated && idle && (tookMs > LONG_MS || state.problem !== null);
  const due = outdated && idle && !offer;
  useEffect(() => {
    if (!due) return undefined;
    const timer = setTimeout(() => {
      const begun = performance.now();
      void latest.current().then(() => setTookMs(performance.now() - begun));
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [due, state.edits]);
  return offer;
}
