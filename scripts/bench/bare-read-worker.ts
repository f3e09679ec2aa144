import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { serveService, type Channel } from "../../src/workbook/remote/service";
import { rowsOf, type BareRead } from "./bare-read";

const service: BareRead = {
  async read(bytes) {
    if (bytes.length === 0) return 0;
    const workbook = await openWorkbook(bytes, "bench.xlsx");
    return rowsOf((await workbook.read({ sheets: "all", fields: ["values"] })).sheets);
  },
};

serveService<BareRead>(service, globalThis as unknown as Channel);
