import { useEffect, useRef, type ReactElement } from "react";
import type { Workbench } from "./create-workbench";

type Props = { readonly workbench: Workbench; readonly title: string; readonly width: number; readonly open: boolean; /** Told the frame once it is there. */ readonly onFrame: (frame: HTMLIFrameElement | null) => void };

/** The task pane in a frame of its own, as it stands in Excel. Closed it lives on, so that nothing in it is lost. */
export function PaneFrame({ workbench, title, width, open, onFrame }: Props): ReactElement {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => (frame.current ? workbench.attachPane(frame.current) : undefined), [workbench]);
  useEffect(() => onFrame(frame.current), [onFrame]);
  return <iframe ref={frame} src="taskpane.html" title={title} style={{ width, flexShrink: 0, border: 0, display: open ? "block" : "none" }} data-testid="pane" />;
}
