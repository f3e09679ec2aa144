import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, MessageBarGroup } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import type { ReactElement } from "react";
import type { WorkbenchPageTexts } from "../i18n/workbench-texts";
import type { Notice } from "./workbench-state";

const useStyles = makeStyles({
  group: { flexShrink: 0, maxHeight: "40vh", overflowY: "auto" },
  details: { margin: "4px 0 4px 16px", padding: 0 },
});

type Props = { readonly notices: readonly Notice[]; readonly texts: WorkbenchPageTexts; readonly onDismiss: (key: string) => void };

/** What the page has to say, above the grid. */
export function NoticeBar({ notices, texts, onDismiss }: Props): ReactElement {
  const styles = useStyles();
  return (
    <MessageBarGroup className={styles.group} data-testid="notices">
      {notices.map((notice) => (
        <MessageBar key={notice.key} intent={notice.intent} politeness={notice.intent === "error" ? "assertive" : "polite"} layout="multiline" data-testid={`notice-${notice.key}`}>
          <MessageBarBody>
            {notice.text(texts)}
            {notice.details(texts).length > 0 ? (
              <ul className={styles.details}>
                {notice.details(texts).map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            ) : null}
          </MessageBarBody>
          <MessageBarActions
            containerAction={<Button appearance="transparent" size="small" icon={<DismissRegular />} aria-label={texts.say("workbench.dismiss")} onClick={() => onDismiss(notice.key)} data-testid={`dismiss-${notice.key}`} />}
          />
        </MessageBar>
      ))}
    </MessageBarGroup>
  );
}
