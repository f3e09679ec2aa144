import { Link, makeStyles } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({ link: { fontSize: "inherit", lineHeight: "inherit", fontFamily: "inherit", textAlign: "start", overflowWrap: "anywhere", whiteSpace: "normal" } });

/** A link within a sentence that does something here; as large as its sentence. */
export function InlineLink({ children, onClick, label, testId }: { readonly children: ReactNode; readonly onClick: () => void; readonly label?: string; readonly testId?: string }): ReactNode {
  const styles = useStyles();
  return (
    <Link as="button" inline className={styles.link} onClick={onClick} {...(label === undefined ? {} : { "aria-label": label })} {...(testId === undefined ? {} : { "data-testid": testId })}>
      {children}
    </Link>
  );
}
