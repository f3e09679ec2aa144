import { Input } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import { percentOfShare, shareOfPercent } from "../model/score-draft";

/** A share of 1 typed as a percentage. What is being typed stays as typed, "30.0" on the way to "30.05". */
export function PercentInput({ share, label, placeholder, id, onShare, testId }: { readonly share: string; readonly label?: string; readonly placeholder?: string; readonly id?: string; readonly onShare: (share: string) => void; readonly testId: string }): ReactNode {
  const [text, setText] = useState(percentOfShare(share));
  const shown = shareOfPercent(text) === share ? text : percentOfShare(share);
  return (
    <Input
      size="small"
      inputMode="decimal"
      input={{ style: { textAlign: "end", fontVariantNumeric: "tabular-nums", width: "100%" } }}
      style={{ minWidth: 0, width: "100%" }}
      value={shown}
      {...(label === undefined ? {} : { "aria-label": label })}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(id === undefined ? {} : { id })}
      onChange={(_, { value }) => {
        setText(value);
        onShare(shareOfPercent(value));
      }}
      data-testid={testId}
    />
  );
}
