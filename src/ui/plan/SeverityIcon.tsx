import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ErrorCircle16Filled } from "@fluentui/react-icons/svg/error-circle";
import { Info16Regular } from "@fluentui/react-icons/svg/info";
import { Warning16Filled } from "@fluentui/react-icons/svg/warning";
import type { ReactNode } from "react";
import type { Severity } from "../../core/check/finding";
import { useTexts } from "../shell/pane-context";

const useStyles = makeStyles({
  icon: { display: "inline-flex", flexShrink: 0 },
  error: { color: tokens.colorPaletteRedForeground1 },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1 },
  notice: { color: tokens.colorNeutralForeground3 },
});

const ICONS = { error: ErrorCircle16Filled, warning: Warning16Filled, notice: Info16Regular } as const;

/** How grave a finding is: shape and colour, and a word for those who do not see them. */
export function SeverityIcon({ severity }: { readonly severity: Severity }): ReactNode {
  const texts = useTexts();
  return <SeveritySign severity={severity} label={texts.say(`severity.${severity}`)} />;
}

/** The same with its word given, for pages beside the pane. */
export function SeveritySign({ severity, label }: { readonly severity: Severity; readonly label: string }): ReactNode {
  const styles = useStyles();
  const Icon = ICONS[severity];
  return (
    <span className={mergeClasses(styles.icon, styles[severity])} role="img" aria-label={label}>
      <Icon aria-hidden="true" />
    </span>
  );
}
