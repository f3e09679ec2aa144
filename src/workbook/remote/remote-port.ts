import { CodedError } from "../../core/coded-error";
import type { Area } from "../../core/grid/address";
import type { WorkbookSnapshot } from "../../core/grid/snapshot";
import type { Plan } from "../../core/plan/plan";
import type { Capabilities, CellsRead, CellsRequest, EditedEvent, ReadRequest, Receipt, WorkbookPort, WorkOptions } from "../port";
import { connectService, remoteHandler, serveService, type Channel } from "./service";

/** A receipt on the way: the host keeps its own token and gives a number instead. */
type SentReceipt = Omit<Receipt, "undoToken"> & { readonly receiptId: number };

type PortService = {
  capabilities(argument: null): Promise<Capabilities>;
  read(request: ReadRequest, options?: WorkOptions): Promise<WorkbookSnapshot>;
  readCells(request: CellsRequest, options?: WorkOptions): Promise<CellsRead | null>;
  apply(plan: Plan, options?: WorkOptions): Promise<SentReceipt>;
  undo(receiptId: number, options?: WorkOptions): Promise<void>;
  reveal(area: Area): Promise<void>;
  outline(areas: readonly Area[]): Promise<void>;
  selection(argument: null): Promise<Area | null>;
  listen(handler: (event: EditedEvent) => void): Promise<void>;
};

/** Receipts kept for the way back; older ones can no longer be undone from the other side. */
const MAX_RECEIPTS = 50;

/**
 * Offers a host's port to another thread or frame. Undo tokens stay here, because they hold the host's own state: at
 * most the last 50, then `undo` of an older receipt is refused with "undo.receipt-lost".
 */
export function servePort(port: WorkbookPort, channel: Channel): void {
  const receipts = new Map<number, Receipt>();
  let issued = 0;
  const service: PortService = {
    capabilities: () => Promise.resolve(port.capabilities),
    read: (request, options) => port.read(request, options),
    readCells: (request, options) => port.readCells(request, options),
    async apply(plan, options) {
      const receipt = await port.apply(plan, options);
      receipts.set(++issued, receipt);
      for (const oldest of receipts.keys()) {
        if (receipts.size <= MAX_RECEIPTS) break;
        receipts.delete(oldest);
      }
      return { plan: receipt.plan, host: receipt.host, cells: receipt.cells, disagreements: receipt.disagreements, uncalculated: receipt.uncalculated, receiptId: issued };
    },
    async undo(receiptId, options) {
      const receipt = receipts.get(receiptId);
      if (!receipt) throw new CodedError("undo.receipt-lost");
      await port.undo(receipt, options);
      receipts.delete(receiptId);
    },
    reveal: (area) => port.reveal(area),
    outline: async (areas) => port.outline?.(areas),
    selection: () => port.selection(),
    listen(handler) {
      port.onEdited(handler);
      return Promise.resolve();
    },
  };
  serveService(service, channel);
}

/** The port of a host in another thread or frame. Resolves once the host has answered. */
export async function connectPort(channel: Channel): Promise<WorkbookPort> {
  const service = connectService<PortService>(channel);
  const capabilities = await service.capabilities(null);
  const handlers = new Set<(event: EditedEvent) => void>();
  await service.listen(remoteHandler((event: EditedEvent) => handlers.forEach((handler) => handler(event))));
  return {
    capabilities,
    read: (request, options) => service.read(request, options),
    readCells: (request, options) => service.readCells(request, options),
    async apply(plan, options) {
      const { receiptId, ...receipt } = await service.apply(plan, options);
      return { ...receipt, undoToken: receiptId };
    },
    async undo(receipt, options) {
      if (typeof receipt.undoToken !== "number") throw new TypeError("a receipt of another host");
      await service.undo(receipt.undoToken, options);
    },
    reveal: (area) => service.reveal(area),
    outline: (areas) => service.outline(areas),
    selection: () => service.selection(null),
    onEdited(handler) {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
  };
}
