import { serveService, type Channel } from "../workbook/remote/service";
import { createFileService } from "./file-host";
import type { FileService } from "./file-service";

// The worker's own scope is the channel to the page that started it.
serveService<FileService>(createFileService(), globalThis as unknown as Channel);
