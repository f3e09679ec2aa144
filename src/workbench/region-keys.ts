import { useEffect } from "react";

/** A part of the page that F6 goes to. */
export type Region = {
  /** Whether the focus is in it. */
  readonly hasFocus: () => boolean;
  /** `false`: it cannot take the focus now and is passed over. */
  readonly focus: () => boolean;
};

/** F6 and Shift+F6 go from part to part, as in Excel; the grid keeps Tab for its cells, so that Tab alone cannot. (VW-28) */
export function moveBetween(regions: readonly Region[], backwards: boolean): void {
  const ordered = backwards ? [...regions].reverse() : regions;
  const at = ordered.findIndex((region) => region.hasFocus());
  for (const next of [...ordered.slice(at + 1), ...ordered.slice(0, Math.max(at, 0))]) if (next.focus()) return;
}

/** Listens for F6 in the page and in the frames that are given (same origin). */
export function useRegionKeys(regions: readonly Region[], frame: HTMLIFrameElement | null): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "F6" || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      moveBetween(regions, event.shiftKey);
    };
    const listenInFrame = (): void => frame?.contentWindow?.addEventListener("keydown", onKey, true);
    window.addEventListener("keydown", onKey, true);
    // The frame's window is another one after it has loaded.
    frame?.addEventListener("load", listenInFrame);
    listenInFrame();
    return () => {
      window.removeEventListener("keydown", onKey, true);
      frame?.removeEventListener("load", listenInFrame);
      frame?.contentWindow?.removeEventListener("keydown", onKey, true);
    };
  }, [regions, frame]);
}
