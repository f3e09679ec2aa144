import { makeStyles, tokens } from "@fluentui/react-components";
import { useState, type ReactElement } from "react";

const STEP = 16;

const useStyles = makeStyles({
  splitter: {
    width: "6px",
    flexShrink: 0,
    cursor: "col-resize",
    touchAction: "none",
    backgroundColor: tokens.colorNeutralBackground3,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    ":hover": { backgroundColor: tokens.colorBrandBackground2 },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px", backgroundColor: tokens.colorBrandBackground2 },
  },
  shield: { position: "fixed", inset: 0, zIndex: 1000, cursor: "col-resize" },
});

type Props = { readonly label: string; readonly width: number; readonly least: number; readonly usual: number; readonly onResize: (width: number) => void };

/** The edge between grid and pane: dragged, or moved by the arrow keys; Home gives the usual width, a double click too. */
export function Splitter({ label, width, least, usual, onResize }: Props): ReactElement {
  const styles = useStyles();
  const [dragging, setDragging] = useState(false);
  return (
    <>
      {/* While dragging, the frame beside must not swallow the pointer. */}
      {dragging ? <div className={styles.shield} /> : null}
      <div
        className={styles.splitter}
        role="separator"
        aria-orientation="vertical"
        aria-label={label}
        aria-valuenow={width}
        aria-valuemin={least}
        aria-valuemax={Math.max(least, window.innerWidth - 240)}
        tabIndex={0}
        data-testid="splitter"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragging(true);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) onResize(window.innerWidth - event.clientX - 3);
        }}
        onPointerUp={() => setDragging(false)}
        onPointerCancel={() => setDragging(false)}
        onDoubleClick={() => onResize(usual)}
        onKeyDown={(event) => {
          const step = event.key === "ArrowLeft" ? STEP : event.key === "ArrowRight" ? -STEP : null;
          if (step !== null) onResize(width + step);
          else if (event.key === "Home") onResize(usual);
          else return;
          event.preventDefault();
        }}
      />
    </>
  );
}
