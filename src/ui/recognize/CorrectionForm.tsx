import type { ReactNode } from "react";

/** A form that corrects a table: Enter in a field, or its button, saves; the page is not left. (PN-29) */
export function CorrectionForm({ className, testId, onSave, children }: { readonly className: string; readonly testId: string; readonly onSave: () => void; readonly children: ReactNode }): ReactNode {
  return (
    <form
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
      data-testid={testId}
    >
      {children}
    </form>
  );
}
