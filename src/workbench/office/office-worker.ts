import { serveService, type Channel } from "../../workbook/remote/service";
import { createOffice } from "./create-office";
import type { OfficeService } from "./office-service";

// The worker's own scope is the channel to the page that started it.
serveService<OfficeService>(createOffice(), globalThis as unknown as Channel);
