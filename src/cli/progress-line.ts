import { printable } from "./printable";
import { cut } from "./text-table";

/** One line on a terminal's standard error that is rewritten as work goes on; silent where it is not a terminal. */
export type ProgressLine = { show(text: string): void; clear(): void };

export function progressLine(stream: NodeJS.WriteStream): ProgressLine {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined };
  const clear = (): void => {
    stream.write("\r\u001b[2K");
  };
  return {
    show: (text) => {
      clear();
      stream.write(cut(printable(text), Math.max(20, stream.columns - 1)));
    },
    clear,
  };
}
