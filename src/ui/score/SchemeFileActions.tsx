import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useRef, useState, type ReactNode } from "react";
import { CodedError } from "../../core/coded-error";
import type { Scheme } from "../../core/score/scheme";
import { parseScheme, schemeText } from "../../core/store/scheme-text";
import { useTexts } from "../shell/pane-context";
import { saveFile } from "../shell/save-file";

/** A scheme is small; a file beyond this is something else. */
const MAX_SCHEME_BYTES = 5_000_000;

const useStyles = makeStyles({
  row: { display: "flex", flexWrap: "wrap", gap: "8px" },
  problem: { margin: 0, color: tokens.colorStatusDangerForeground1, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  file: { display: "none" },
});

/** Takes the scheme to other workbooks, and from them. What is taken over is a draft like one that was typed. (PN-49) */
export function SchemeFileActions({ scheme, onScheme }: { readonly scheme: Scheme; readonly onScheme: (scheme: Scheme) => void }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const load = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    try {
      onScheme(parseScheme(file.size > MAX_SCHEME_BYTES ? "" : await file.text()));
      setProblem(null);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      setProblem(texts.sentence(error.code, error.params));
    }
    if (input.current) input.current.value = "";
  };
  return (
    <>
      <div className={styles.row}>
        <Button size="small" appearance="subtle" onClick={() => input.current?.click()} data-testid="import-scheme">
          {texts.say("score.file.import")}
        </Button>
        <Button size="small" appearance="subtle" onClick={() => saveFile(texts.say("score.file.name"), schemeText(scheme), "application/json")} data-testid="export-scheme">
          {texts.say("score.file.export")}
        </Button>
        <input ref={input} className={styles.file} type="file" accept=".json,application/json" tabIndex={-1} aria-hidden onChange={(event) => void load(event.currentTarget.files?.[0])} data-testid="scheme-file" />
      </div>
      {problem !== null && (
        <p role="alert" className={styles.problem} data-testid="scheme-file-problem">
          {problem}
        </p>
      )}
    </>
  );
}
