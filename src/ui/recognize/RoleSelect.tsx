import { Select } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { COLUMN_ROLES, type ColumnRole } from "../../core/recognize/table";
import { useTexts } from "../shell/pane-context";

/** Picks what a column is for. */
export function RoleSelect({ role, label, disabled, onRole }: { readonly role: ColumnRole; readonly label: string; readonly disabled: boolean; readonly onRole: (role: ColumnRole) => void }): ReactNode {
  const texts = useTexts();
  return (
    <Select
      size="small"
      aria-label={label}
      value={role}
      disabled={disabled}
      onChange={(_, { value }) => {
        const chosen = COLUMN_ROLES.find((candidate) => candidate === value);
        if (chosen !== undefined) onRole(chosen);
      }}
    >
      {COLUMN_ROLES.map((candidate) => (
        <option key={candidate} value={candidate}>
          {texts.sentence(`recognition.role.${candidate}`)}
        </option>
      ))}
    </Select>
  );
}
