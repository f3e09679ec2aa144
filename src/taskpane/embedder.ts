import * as v from "valibot";

/** What the page around the pane hands it. */
export type Embedder = {
  readonly onWorkbook: (port: MessagePort) => void;
  readonly onClosed: () => void;
};

const messageSchema = v.variant("twinscore", [
  v.object({ twinscore: v.literal("port"), workbook: v.object({ name: v.string(), id: v.union([v.string(), v.number()]) }) }),
  v.object({ twinscore: v.literal("closed") }),
]);

/** Tells the embedding page that the pane is ready and waits for workbooks. Pages of another origin are not listened to. (PN-1) */
export function connectEmbedder({ onWorkbook, onClosed }: Embedder): void {
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.source !== window.parent || event.origin !== location.origin) return;
    const parsed = v.safeParse(messageSchema, event.data);
    if (!parsed.success) return;
    const [port] = event.ports;
    if (parsed.output.twinscore === "closed") onClosed();
    else if (port) onWorkbook(port);
  });
  tellEmbedder("pane-ready");
}

/** Posts to the embedding page of the same origin. */
export function tellEmbedder(message: "pane-ready" | "open-sample"): void {
  window.parent.postMessage({ twinscore: message }, location.origin);
}
