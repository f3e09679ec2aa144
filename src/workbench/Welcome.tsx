import { Button, makeStyles, Text, Title3, tokens } from "@fluentui/react-components";
import { DocumentTableRegular, FolderOpenRegular } from "@fluentui/react-icons";
import type { ReactElement } from "react";
import type { Workbench } from "./create-workbench";
import type { WorkbenchState } from "./workbench-state";

const useStyles = makeStyles({
  card: { display: "flex", flexDirection: "column", alignItems: "center", gap: "12px", maxWidth: "420px", padding: "32px", textAlign: "center" },
  icon: { fontSize: "48px", color: tokens.colorBrandForeground1 },
  text: { color: tokens.colorNeutralForeground2 },
  actions: { display: "flex", flexWrap: "wrap", gap: "8px", justifyContent: "center", marginTop: "8px" },
});

/** Before a workbook is open: what can be done here. */
export function Welcome({ workbench, state }: { readonly workbench: Workbench; readonly state: WorkbenchState }): ReactElement {
  const styles = useStyles();
  const { say } = workbench.texts();
  const isBusy = state.opening !== null;
  return (
    <div className={styles.card} data-testid="welcome">
      <DocumentTableRegular className={styles.icon} aria-hidden="true" />
      <Title3 as="h1">{say("workbench.welcome-title")}</Title3>
      <Text className={styles.text}>{say("workbench.welcome-text")}</Text>
      <div className={styles.actions}>
        <Button appearance="primary" icon={<FolderOpenRegular />} disabled={isBusy} onClick={() => document.getElementById("workbench-file")?.click()} data-testid="welcome-open">
          {say("workbench.open")}
        </Button>
        <Button disabled={isBusy} onClick={() => workbench.openSample()} data-testid="welcome-sample">
          {say("workbench.sample-bureau")}
        </Button>
      </div>
    </div>
  );
}
