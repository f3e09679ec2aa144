import { useEffect, useRef, useState } from "react";
import { CodedError } from "../../core/coded-error";
import { connectService } from "../../workbook/remote/service";
import type { Progress, WorkOptions } from "../../workbook/port";
import type { WorkbenchPageTexts } from "../../i18n/workbench-texts";
import type { OfficeService } from "./office-service";

export type OfficeWork = {
  /** What runs; `null`: nothing. */
  readonly progress: Progress | null;
  readonly isBusy: boolean;
  /** What went wrong last, as a sentence; made when it is shown, so that it follows the language. */
  readonly problem: ((texts: WorkbenchPageTexts) => string) | null;
  /** Runs one piece of work; a cancelled one ends silently, a failed one becomes `problem`. */
  readonly run: <Result>(work: (office: OfficeService, options: WorkOptions) => Promise<Result>, done: (result: Result) => void) => void;
  readonly cancel: () => void;
  /** Takes back what went wrong last. */
  readonly forget: () => void;
};

/** The season's worker, as long as its page is open. */
export function useOffice(): OfficeWork {
  const service = useRef<OfficeService | null>(null);
  const running = useRef<AbortController | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<OfficeWork["problem"]>(null);
  useEffect(() => {
    const worker = new Worker(new URL("./office-worker.ts", import.meta.url), { name: "twinscore-office" });
    service.current = connectService<OfficeService>(worker);
    return () => {
      service.current = null;
      worker.terminate();
    };
  }, []);
  return {
    progress,
    isBusy,
    problem,
    run(work, done) {
      const office = service.current;
      if (!office || running.current) return;
      const controller = new AbortController();
      running.current = controller;
      setProblem(null);
      setBusy(true);
      work(office, { signal: controller.signal, onProgress: setProgress })
        .then(done, (error: unknown) => {
          if (error instanceof CodedError && error.code === "cancelled") return;
          const [code, params] = error instanceof CodedError ? [error.code, error.params] : ["internal", { detail: error instanceof Error ? error.message : String(error) }];
          setProblem(() => ({ sentence }: WorkbenchPageTexts) => sentence(code, params));
        })
        .finally(() => {
          running.current = null;
          setBusy(false);
          setProgress(null);
        });
    },
    cancel: () => running.current?.abort(),
    forget: () => setProblem(null),
  };
}
