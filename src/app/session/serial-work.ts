import { stopIfCancelled } from "../yield-to-host";
import type { WorkOptions } from "../../workbook/port";

/** Runs one piece of work after the other, in the order in which they were asked for. */
export type SerialWork = <Result>(options: WorkOptions | undefined, work: () => Promise<Result>) => Promise<Result>;

/** Work that was cancelled while it waited is not begun. Error: "cancelled". (SE-2) */
export function serialWork(): SerialWork {
  let last: Promise<unknown> = Promise.resolve();
  return (options, work) => {
    const next = last.then(() => {
      stopIfCancelled(options);
      return work();
    });
    // The one behind waits for the end, however it comes.
    last = next.catch(() => undefined);
    return next;
  };
}
