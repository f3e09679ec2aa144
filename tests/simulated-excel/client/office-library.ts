import { readFileSync } from "node:fs";
import path from "node:path";
import type { SimulatedExcel } from "../simulated-excel";
import { createMessageBridge, type MessageBridge } from "./message-bridge";
import { answerRequirements } from "./requirements";

/** Microsoft's client library, loaded from its own file. */
export type OfficeLibrary = { readonly Excel: typeof Excel; readonly OfficeExtension: typeof OfficeExtension };

type SessionBase = new () => object;
/** Parts of the library that its declarations do not show. */
type Internals = {
  readonly OfficeExtension: {
    readonly SessionBase: SessionBase & { _overrideSession: object | undefined };
    readonly GenericEventRegistration: { s_genericEventRegistrations: object; getGenericEventRegistration(id: string): unknown };
    readonly _testSetRichApiMessageReadyImpl: (ready: () => Promise<void>) => void;
    readonly _testTriggerRichApiMessageEvent: (message: object) => void;
  };
};

/** The Excel that a loaded library talks to now; tests of one file take turns with one library. */
type Current = { host: SimulatedExcel };

// By its path, because scripts are bundled and would take the library along.
const file = path.resolve("node_modules/@microsoft/office-js/dist/excel-web-16.00.debug.js");
let text: string | null = null;

function source(): string {
  text ??= readFileSync(file, "utf8");
  return text;
}

function load(current: Current, bridge: MessageBridge | null): OfficeLibrary & Internals {
  const location = { href: "https://localhost/", origin: "https://localhost", hash: "", search: "", host: "localhost", hostname: "localhost", protocol: "https:", pathname: "/" };
  const document = { createElement: () => ({}), getElementsByTagName: () => [], addEventListener: () => undefined, URL: location.href, cookie: "" };
  const window: Record<string, unknown> = { location, document, navigator: { userAgent: "" }, addEventListener: () => undefined, setTimeout, clearTimeout };
  window["window"] = window;
  // Its own variables are properties of its window, as in a page.
  for (const [, name = ""] of source().matchAll(/^var (\w+)/gm)) window[name] ??= undefined;
  if (bridge) window["_richApiNativeBridge"] = bridge;
  // The library is a script that takes `window` for the global object, and what it declares has to be taken out by
  // name. `with` gives it a window of its own: the errors it makes are those of this realm, and nothing leaks.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const run = new Function("window", `with (window) {\n${source()}\nreturn { Excel, OfficeExtension };\n}`) as (window: object) => OfficeLibrary & Internals;
  const library = run(window);
  answerRequirements(window, () => current.host);
  return library;
}

type InProcess = { readonly current: Current; readonly library: OfficeLibrary & Internals; stopListening: () => void };

let inProcess: InProcess | null = null;

function loadInProcess(host: SimulatedExcel): InProcess {
  const current: Current = { host };
  const library = load(current, null);
  const { SessionBase, GenericEventRegistration, _testSetRichApiMessageReadyImpl } = library.OfficeExtension;
  class Session extends SessionBase {
    _resolveRequestUrlAndHeaderInfo(): Promise<object> {
      return Promise.resolve({ url: "", headers: {} });
    }
    _createRequestExecutorOrNull(): object {
      return {
        executeAsync: async (_customData: string, flags: number, { Body }: { readonly Body: unknown }) => ({
          HttpStatusCode: 200,
          ErrorCode: null,
          ErrorMessage: null,
          Headers: {},
          Body: await current.host.execute(Body, flags),
        }),
      };
    }
    getEventRegistration(id: string): unknown {
      return GenericEventRegistration.getGenericEventRegistration(id);
    }
  }
  SessionBase._overrideSession = new Session();
  _testSetRichApiMessageReadyImpl(() => Promise.resolve());
  return { current, library, stopListening: () => undefined };
}

/**
 * A library whose every request goes to the host in this process (seam A). It is loaded once and then changes hosts:
 * handlers that were registered at the host before hear nothing any more.
 */
export function connectInProcess(host: SimulatedExcel): OfficeLibrary {
  inProcess ??= loadInProcess(host);
  const { current, library, stopListening } = inProcess;
  const { GenericEventRegistration, _testTriggerRichApiMessageEvent } = library.OfficeExtension;
  stopListening();
  GenericEventRegistration.s_genericEventRegistrations = {};
  current.host = host;
  inProcess.stopListening = host.onEvents((entries) => _testTriggerRichApiMessageEvent({ entries }));
  return library;
}

/** A library that talks to the host in messages only (seam B), as in a page. */
export function connectByMessages(host: SimulatedExcel): OfficeLibrary {
  return load({ host }, createMessageBridge(host));
}
