import { createRoot } from "react-dom/client";
import { createWorkbench } from "./create-workbench";
import { Workbench } from "./Workbench";

const root = document.getElementById("root");
if (root) {
  const workbench = createWorkbench(new Worker(new URL("./file-worker.ts", import.meta.url)));
  createRoot(root).render(<Workbench workbench={workbench} />);
  performance.mark("twinscore:shell");
  document.dispatchEvent(new Event("twinscore-started"));
  if (new URLSearchParams(location.search).get("open") === "sample") workbench.openSample();
}
