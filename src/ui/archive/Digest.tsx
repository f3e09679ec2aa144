import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { CopyRegular } from "@fluentui/react-icons/svg/copy";
import { useRef, useState, type ReactNode } from "react";
import { useTexts } from "../shell/pane-context";
import { digestGroups } from "./digest-groups";

const useStyles = makeStyles({
  box: { display: "flex", gap: "8px", alignItems: "flex-start", padding: "8px", borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground3 },
  text: { flex: "1 1 0", minWidth: 0, fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, lineHeight: "18px", overflowWrap: "anywhere", userSelect: "all" },
});

/** A digest for the minutes, to read out or to copy. (PN-51) */
export function Digest({ digest }: { readonly digest: string }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const text = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(digestGroups(digest));
      setCopied(true);
    } catch {
      // A program that forbids the clipboard: what is selected can be copied by hand.
      if (text.current) window.getSelection()?.selectAllChildren(text.current);
    }
  };
  return (
    <div className={styles.box}>
      <code ref={text} className={styles.text} data-testid="digest">
        {digestGroups(digest)}
      </code>
      <Button size="small" icon={<CopyRegular />} onClick={() => void copy()} data-testid="copy-digest">
        <span aria-live="polite">{texts.say(copied ? "action.copied" : "action.copy")}</span>
      </Button>
    </div>
  );
}
