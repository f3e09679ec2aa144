import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { WorkbenchPageTexts } from "../i18n/workbench-texts";

type Props = { readonly replacing: { readonly name: string } | null; readonly say: WorkbenchPageTexts["say"]; readonly onAnswer: (replace: boolean) => void };

/** Asks before unsaved changes are lost by opening another workbook. */
export function ReplaceDialog({ replacing, say, onAnswer }: Props): ReactElement {
  return (
    <Dialog open={replacing !== null} modalType="alert" onOpenChange={(_event, { open }) => (open ? undefined : onAnswer(false))}>
      <DialogSurface data-testid="replace-dialog">
        <DialogBody>
          <DialogTitle>{say("workbench.replace-title")}</DialogTitle>
          <DialogContent>{say("workbench.replace-text", { name: replacing?.name ?? "" })}</DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={() => onAnswer(false)} data-testid="replace-no">
              {say("workbench.replace-no")}
            </Button>
            <Button onClick={() => onAnswer(true)} data-testid="replace-yes">
              {say("workbench.replace-yes")}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
