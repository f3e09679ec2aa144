import { NOTHING, type Argument, type Returned } from "../protocol/host-object";
import type { WorkbookModel } from "../model/workbook-model";

/** Name of the registering method on the wire → number of the event. */
export type EventTable = Readonly<Record<string, number>>;

/** Who listens: event numbers with the id of what they are about, "Workbook" for all sheets. */
export type Registrations = Map<string, number>;

const registered = new WeakMap<WorkbookModel, Registrations>();

/** Open registrations of a workbook with how often each was made. */
export function registrationsOf(workbook: WorkbookModel): Registrations {
  let registrations = registered.get(workbook);
  if (!registrations) registered.set(workbook, (registrations = new Map<string, number>()));
  return registrations;
}

export function registrationKey(event: number, targetId: string): string {
  return `${String(event)} ${targetId}`;
}

/** Methods that register and unregister events of one class. `place` gives the workbook and the target's id. */
export function eventCalls<T>(events: EventTable, place: (target: T) => readonly [WorkbookModel, string]): Readonly<Record<string, (target: T, args: readonly Argument[]) => Returned>> {
  const calls: Record<string, (target: T, args: readonly Argument[]) => Returned> = {};
  for (const [name, event] of Object.entries(events)) {
    const change = (by: 1 | -1) => (target: T): Returned => {
      const [workbook, targetId] = place(target);
      const registrations = registrationsOf(workbook);
      const key = registrationKey(event, targetId);
      const count = (registrations.get(key) ?? 0) + by;
      if (count > 0) registrations.set(key, count);
      else registrations.delete(key);
      return NOTHING;
    };
    calls[name] = change(1);
    calls[name.replace("_Register", "_Unregister")] = change(-1);
  }
  return calls;
}
