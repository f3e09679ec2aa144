import { connectService, transferred } from "../../src/workbook/remote/service";
import type { BareRead } from "./bare-read";

// The workbench's file worker has read its program long before anybody chooses a file; so has this one.
const worker = connectService<BareRead>(new Worker(new URL("./bare-read-worker.ts", import.meta.url)));
const input = document.createElement("input");
input.type = "file";
document.body.append(input);

input.addEventListener("change", () => {
  const [file] = input.files ?? [];
  if (!file) return;
  const startedAt = performance.now();
  void file
    .arrayBuffer()
    .then((buffer) => worker.read(transferred(new Uint8Array(buffer), [buffer])))
    .then((rows) => {
      document.body.dataset["rows"] = String(rows);
      document.body.dataset["ms"] = String(performance.now() - startedAt);
    });
});
void worker.read(new Uint8Array()).then(() => (document.body.dataset["ready"] = "true"));
