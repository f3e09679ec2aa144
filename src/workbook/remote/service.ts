import * as Comlink from "comlink";
import { CodedError, type CodeParams } from "../../core/coded-error";
import type { Progress, WorkOptions } from "../port";

/**
 * What can be offered to another thread or frame: methods that take one plain argument and the options of long work, and
 * answer with plain data. Everything is copied by the structured clone, so nothing may hold functions or classes.
 */
export type Service<Methods> = { readonly [Name in keyof Methods]: (argument: never, options?: WorkOptions) => Promise<unknown> };

/** The other end of a channel: a MessagePort, a Worker, or the worker's own global scope. */
export type Channel = Comlink.Endpoint;

type ProgressHandler = ((progress: Progress) => void) & Partial<Comlink.ProxyMarked> & { readonly [Comlink.releaseProxy]?: () => void };

type Wire = {
  invoke(name: string, argument: unknown, callId: number, onProgress: ProgressHandler | null): Promise<unknown>;
  cancel(callId: number): void;
};

type Thrown = { readonly value: unknown };
type SentError = { readonly coded: { readonly code: string; readonly params: CodeParams } };

/** Errors with a code keep it on the way; comlink alone would send only the message. */
function keepCodes(): void {
  const plain = Comlink.transferHandlers.get("throw") as Comlink.TransferHandler<Thrown, unknown> | undefined;
  if (!plain) return;
  const isSent = (sent: unknown): sent is SentError => typeof sent === "object" && sent !== null && "coded" in sent;
  const coding: Comlink.TransferHandler<Thrown, unknown> = {
    canHandle: (value): value is Thrown => plain.canHandle(value),
    serialize: (thrown) => (thrown.value instanceof CodedError ? [{ coded: { code: thrown.value.code, params: thrown.value.params } } satisfies SentError, []] : plain.serialize(thrown)),
    deserialize(sent) {
      if (isSent(sent)) throw new CodedError(sent.coded.code, sent.coded.params);
      return plain.deserialize(sent);
    },
  };
  Comlink.transferHandlers.set("throw", coding);
}

keepCodes();

/** Shortest time between two reports of progress, in milliseconds: more nobody sees, and each one is a message. */
const PROGRESS_MS = 50;

/** Passes on the first report, the last one, and no more than twenty a second between them. */
function seldom(handler: (progress: Progress) => void): (progress: Progress) => void {
  let reportedAt = -Infinity;
  return (progress) => {
    const now = performance.now();
    if (now - reportedAt < PROGRESS_MS && progress.done !== progress.total) return;
    reportedAt = now;
    handler(progress);
  };
}

/** Offers a service at one end of a channel. Errors that a method throws arrive at the caller; a CodedError keeps its code and parameters. */
export function serveService<Methods extends Service<Methods>>(service: Methods, channel: Channel): void {
  const running = new Map<number, AbortController>();
  const methods = service as unknown as Readonly<Record<string, (argument: unknown, options: WorkOptions) => Promise<unknown>>>;
  const wire: Wire = {
    async invoke(name, argument, callId, onProgress) {
      const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
      if (!method) throw new TypeError(`no method ${name}`);
      const controller = new AbortController();
      running.set(callId, controller);
      try {
        return await method(argument, { signal: controller.signal, ...(onProgress ? { onProgress: seldom(onProgress) } : {}) });
      } finally {
        running.delete(callId);
        onProgress?.[Comlink.releaseProxy]?.();
      }
    },
    cancel(callId) {
      running.get(callId)?.abort();
    },
  };
  Comlink.expose(wire, channel);
}

/** The service at the other end of a channel. The options' signal and progress work across it. */
export function connectService<Methods extends Service<Methods>>(channel: Channel): Methods {
  const wire = Comlink.wrap<Wire>(channel);
  let calls = 0;
  const call = async (name: string, argument: unknown, options: WorkOptions = {}): Promise<unknown> => {
    if (options.signal?.aborted) throw new CodedError("cancelled");
    const callId = ++calls;
    const cancel = (): void => void wire.cancel(callId);
    options.signal?.addEventListener("abort", cancel, { once: true });
    try {
      return await wire.invoke(name, argument, callId, options.onProgress ? Comlink.proxy(options.onProgress) : null);
    } finally {
      options.signal?.removeEventListener("abort", cancel);
    }
  };
  const methods: unknown = new Proxy(
    {},
    {
      // "then": the object must not be taken for a promise.
      get: (_target, name) => (typeof name === "string" && name !== "then" ? (argument: unknown, options?: WorkOptions) => call(name, argument, options) : undefined),
    },
  );
  return methods as Methods;
}

/** A handler that another thread or frame may call; pass it to a service as its argument. */
export function remoteHandler<Event>(handler: (event: Event) => void): (event: Event) => void {
  return Comlink.proxy(handler);
}

/** Something given away instead of copied: bytes, or the end of a channel. Use it as an argument or an answer of a service. */
export function transferred<T extends object>(value: T, transferables: readonly Transferable[]): T {
  return Comlink.transfer(value, [...transferables]);
}
