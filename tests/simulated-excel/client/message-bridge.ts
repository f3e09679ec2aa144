import { isJsonObject } from "../protocol/json";
import type { SimulatedExcel } from "../simulated-excel";

/** What the client library looks for as the global `_richApiNativeBridge` when it loads (seam B). */
export type MessageBridge = {
  sendMessageToHost(text: string): void;
  /** Set by the client library. */
  onMessageFromHost: ((text: string) => void) | null;
};

/** Types of messages between the client library and its host. */
const REQUEST = 1;
const EVENTS = 3;

/** A host behind messages, for a page and for a frame: plain texts go in and out (SX-1). */
export function createMessageBridge(host: SimulatedExcel): MessageBridge {
  const bridge: MessageBridge = {
    onMessageFromHost: null,
    sendMessageToHost: (text) => {
      const message: unknown = JSON.parse(text);
      if (!isJsonObject(message) || message["type"] !== REQUEST || !isJsonObject(message["message"])) return;
      const { id, flags } = message;
      const { body, url } = message["message"];
      if (typeof url !== "string" || !url.startsWith("ProcessQuery")) {
        bridge.onMessageFromHost?.(JSON.stringify({ id, type: REQUEST, message: { statusCode: 404, headers: {}, body: JSON.stringify({ error: { code: "ApiNotFound", message: "Only ProcessQuery is answered." } }) } }));
        return;
      }
      void host.execute(body, typeof flags === "number" ? flags : 0).then((answer) => {
        bridge.onMessageFromHost?.(JSON.stringify({ id, type: REQUEST, message: { statusCode: 200, headers: {}, body: JSON.stringify(answer) } }));
      });
    },
  };
  host.onEvents((entries) => bridge.onMessageFromHost?.(JSON.stringify({ type: EVENTS, message: { entries } })));
  return bridge;
}
