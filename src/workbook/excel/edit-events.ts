import { parseA1 } from "../../core/grid/address";
import type { EditedEvent } from "../port";
import type { OfficeLibrary } from "./office-library";
import { register, unregister, type Registration } from "./requests";

/** Who is told of edits, and how Excel is asked for them. */
export type EditEvents = {
  readonly add: (handler: (event: EditedEvent) => void) => () => void;
  readonly emit: (event: EditedEvent) => void;
  /** Tries again where Excel refused to be listened to, for instance while a cell was edited. */
  readonly ensure: () => void;
  /** Waits until Excel has taken over the last change of registration; for tests and for leaving. */
  readonly settled: () => Promise<void>;
  /** Takes all handlers away, Excel's too. */
  readonly end: () => Promise<void>;
};

/** Where cells were edited; `null` where they moved (rows inserted, cells deleted) or are not one rectangle. */
export function editedRect({ address, changeType }: Pick<Excel.WorksheetChangedEventArgs, "address" | "changeType">): EditedEvent["area"] {
  return changeType === "RangeEdited" && !address.includes(",") ? parseA1(address.slice(address.lastIndexOf("!") + 1)) : null;
}

/**
 * Edits by the person and by co-authors. Excel is listened to only while somebody wants to hear; what this add-in wrote is known
 * by its trigger source and left out. Events are hints: they may come late or not at all. (XL-19)
 */
export function createEditEvents(library: OfficeLibrary, toPort: (id: string) => string): EditEvents {
  const handlers = new Set<(event: EditedEvent) => void>();
  let registered: Registration | null = null;
  let isRefused = false;
  let work: Promise<void> = Promise.resolve();

  const emit = (event: EditedEvent): void => {
    for (const handler of handlers) handler(event);
  };

  const onChanged = (event: Excel.WorksheetChangedEventArgs): Promise<void> => {
    if (event.triggerSource !== "ThisLocalAddin") emit({ sheetId: toPort(event.worksheetId), area: editedRect(event) });
    return Promise.resolve();
  };

  /** Brings Excel's registration in line with whether anybody listens. */
  async function adjust(): Promise<void> {
    if (handlers.size > 0 && !registered) registered = await register(library, onChanged);
    else if (handlers.size === 0 && registered) {
      const given = registered;
      registered = null;
      await unregister(given);
    }
  }

  const schedule = (): void => {
    // Without events the session reads again before it writes: a registration that fails costs only the hint, until the next one.
    work = work.then(adjust).then(
      () => void (isRefused = false),
      () => void (isRefused = true),
    );
  };

  return {
    emit,
    add(handler) {
      handlers.add(handler);
      schedule();
      return () => {
        handlers.delete(handler);
        schedule();
      };
    },
    ensure() {
      if (isRefused) schedule();
    },
    settled: () => work,
    end() {
      handlers.clear();
      schedule();
      return work;
    },
  };
}
