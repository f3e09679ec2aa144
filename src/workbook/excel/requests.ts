import type { OfficeLibrary } from "./office-library";

/** A request that Excel refused. `code` is Excel's own and the only thing to go by: messages are localised. */
export class RefusedRequest extends Error {
  constructor(
    readonly code: string,
    /** The member of the object model at which it was refused, such as "Range.values"; "" where Excel does not say. */
    readonly place: string,
    options?: ErrorOptions,
  ) {
    super(`${code} at ${place || "?"}`, options);
    this.name = "RefusedRequest";
  }
}

/** Puts the work of one request on a context; what it returns reads the results once they are there. */
export type Queue<T> = (context: Excel.RequestContext) => () => T;

export type Requests = {
  /** Sends one request. Error: RefusedRequest. */
  send<T>(queue: Queue<T>): Promise<T>;
  /** The same without waiting for the end of a cell edit: for what nobody asked for. */
  sendNow<T>(queue: Queue<T>): Promise<T>;
};

function refusalOf(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return error;
  const info = "debugInfo" in error ? (error.debugInfo as { readonly errorLocation?: unknown } | undefined) : undefined;
  return new RefusedRequest(error.code, typeof info?.errorLocation === "string" ? info.errorLocation : "", { cause: error });
}

/**
 * The only place where anything is sent to Excel: each request is one `sync`. The context is that of a run that does nothing
 * and is kept: only a run can say that requests may wait for the end of a cell edit, what is made inside of a run is
 * tracked, which costs a clean-up request, and every run costs one of its own. (XL-2)
 */
export function createRequests({ Excel: library }: OfficeLibrary): Requests {
  let waiting: Promise<{ readonly context: Excel.RequestContext }> | null = null;

  /** A context whose requests wait for the end of a cell edit. */
  async function waitingContext(): Promise<Excel.RequestContext> {
    // Wrapped, so that nobody takes the context for a promise.
    waiting ??= library.run({ delayForCellEdit: true }, (fresh) => Promise.resolve({ context: fresh }));
    try {
      return (await waiting).context;
    } catch (error) {
      waiting = null;
      throw error;
    }
  }

  async function send<T>(queue: Queue<T>, contextOf: () => Promise<Excel.RequestContext>): Promise<T> {
    try {
      const context = await contextOf();
      const read = queue(context);
      await context.sync();
      return read();
    } catch (error) {
      throw refusalOf(error);
    }
  }
  return { send: (queue) => send(queue, waitingContext), sendNow: (queue) => send(queue, () => Promise.resolve(new library.RequestContext())) };
}

/** A handler that Excel knows. */
export type Registration = OfficeExtension.EventHandlerResult<Excel.WorksheetChangedEventArgs>;

/** Registers a handler for changed cells of all sheets. Error: RefusedRequest. */
export async function register(
  { Excel: library }: OfficeLibrary,
  handler: (event: Excel.WorksheetChangedEventArgs) => Promise<void>,
): Promise<Registration> {
  const context = new library.RequestContext();
  const registered = context.workbook.worksheets.onChanged.add(handler);
  await context.sync();
  return registered;
}

/** Takes a handler away again. */
export async function unregister(registered: Registration): Promise<void> {
  registered.remove();
  await registered.context.sync();
}
