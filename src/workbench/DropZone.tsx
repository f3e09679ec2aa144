import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useEffect, useState, type ReactElement } from "react";

const useStyles = makeStyles({
  zone: {
    position: "fixed",
    inset: "8px",
    zIndex: 2000,
    display: "flex",
    alignItems: "center",
    justifyContent: "center",
    border: `3px dashed ${tokens.colorBrandStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackgroundAlpha2,
  },
});

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

/** A file dropped anywhere on the page, the pane's frame included, is opened. */
export function DropZone({ label, onFiles }: { readonly label: string; readonly onFiles: (files: readonly File[]) => void }): ReactElement | null {
  const styles = useStyles();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const enter = (event: DragEvent): void => {
      if (carriesFiles(event)) setOver(true);
    };
    const move = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      // Without this the browser would leave the page and show the file itself.
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      onFiles([...(event.dataTransfer?.files ?? [])]);
    };
    const targets: EventTarget[] = [];
    const listen = (target: EventTarget): void => {
      if (targets.includes(target)) return;
      targets.push(target);
      target.addEventListener("dragenter", enter as EventListener, true);
      target.addEventListener("dragover", move as EventListener, true);
      target.addEventListener("dragleave", leave as EventListener, true);
      target.addEventListener("drop", drop as EventListener, true);
    };
    listen(window);
    const frames = [...document.querySelectorAll("iframe")];
    const listenInside = (event: Event): void => {
      const inner = (event.target as HTMLIFrameElement).contentWindow;
      if (inner) listen(inner);
    };
    for (const frame of frames) frame.addEventListener("load", listenInside);
    return () => {
      for (const frame of frames) frame.removeEventListener("load", listenInside);
      for (const target of targets) {
        target.removeEventListener("dragenter", enter as EventListener, true);
        target.removeEventListener("dragover", move as EventListener, true);
        target.removeEventListener("dragleave", leave as EventListener, true);
        target.removeEventListener("drop", drop as EventListener, true);
      }
    };
  }, [onFiles]);
  if (!over) return null;
  return (
    <div className={styles.zone} data-testid="drop-zone">
      <Text size={600} weight="semibold">
        {label}
      </Text>
    </div>
  );
}
