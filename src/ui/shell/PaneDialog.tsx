import { Dialog, DialogBody, DialogContent, DialogSurface, DialogTitle, makeStyles } from "@fluentui/react-components";
import { useEffect, useState, type ReactNode } from "react";
import { MENU_ID } from "./PaneMenu";

const useStyles = makeStyles({
  surface: { maxWidth: "min(480px, calc(100vw - 24px))", maxHeight: "calc(100vh - 24px)", padding: "16px", boxSizing: "border-box" },
  body: { gap: "8px", maxHeight: "calc(100vh - 58px)" },
  title: { fontSize: "16px", lineHeight: "22px" },
  // Side by side also where the library would stack them: a pane is always narrow, and buttons of its width are no buttons.
  actions: { gridColumnStart: 1, gridColumnEnd: 4, gridRowStart: 3, gridRowEnd: 4, display: "flex", flexDirection: "row", flexWrap: "wrap", justifyContent: "flex-end", gap: "8px", paddingTop: "4px" },
  content: { display: "flex", flexDirection: "column", gap: "10px", overflowY: "auto", minHeight: 0 },
});

/** A dialog that fits a pane of 320 px. Escape and the outside close it. */
export function PaneDialog({ title, onClose, actions, children, testId }: { readonly title: string; readonly onClose: () => void; readonly actions: ReactNode; readonly children: ReactNode; readonly testId: string }): ReactNode {
  const styles = useStyles();
  const [cameFrom] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // After the dialog has let go of the focus. What opened it may be gone, as a menu's item is.
      setTimeout(() => {
        const target = cameFrom instanceof HTMLElement && cameFrom !== document.body && cameFrom.isConnected ? cameFrom : document.getElementById(MENU_ID);
        if (document.activeElement === document.body) target?.focus();
      });
    },
    [cameFrom],
  );
  return (
    <Dialog open onOpenChange={(_, { open }) => open || onClose()}>
      <DialogSurface className={styles.surface} data-testid={testId}>
        <DialogBody className={styles.body}>
          <DialogTitle as="h2" className={styles.title}>
            {title}
          </DialogTitle>
          <DialogContent className={styles.content}>{children}</DialogContent>
          <div className={styles.actions}>{actions}</div>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
