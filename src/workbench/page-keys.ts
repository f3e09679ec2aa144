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

/** Whether the key led to another part. */
export function isRegionKey(event: KeyboardEvent, regions: readonly Region[]): boolean {
  if (event.key !== "F6" || event.ctrlKey || event.altKey || event.metaKey) return false;
  moveBetween(regions, event.shiftKey);
  return true;
}

/** The page's own keys, heard in the page and in the pane's frame (same origin). `onKey` says whether the key was one of them. */
export function usePageKeys(onKey: (event: KeyboardEvent) => boolean, frame: HTMLIFrameElement | null): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!onKey(event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const listenInFrame = (): void => frame?.contentWindow?.addEventListener("keydown", listen, true);
    window.addEventListener("keydown", listen, true);
    // The frame's window is another one after it has loaded.
    frame?.addEventListener("load", listenInFrame);
    listenInFrame();
    return () => {
      window.removeEventListener("keydown", listen, true);
      frame?.removeEventListener("load", listenInFrame);
      frame?.contentWindow?.removeEventListener("keydown", listen, true);
    };
  }, [onKey, frame]);
}
