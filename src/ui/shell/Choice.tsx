import { Select, type SelectProps } from "@fluentui/react-components";
import type { ReactNode } from "react";

type ChoiceProps<T extends string> = Pick<SelectProps, "className" | "aria-label"> & {
  readonly choices: readonly T[];
  readonly value: T;
  readonly say: (choice: T) => string;
  readonly onChoice: (choice: T) => void;
  readonly testId: string;
};

/** One of few known values, chosen from a list; nothing else is ever passed on. */
export function Choice<T extends string>({ choices, value, say, onChoice, testId, ...rest }: ChoiceProps<T>): ReactNode {
  return (
    <Select
      {...rest}
      size="small"
      value={value}
      onChange={(_, { value: chosen }) => {
        const choice = choices.find((known) => known === chosen);
        if (choice !== undefined) onChoice(choice);
      }}
      data-testid={testId}
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {say(choice)}
        </option>
      ))}
    </Select>
  );
}
