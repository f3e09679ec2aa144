import { Worker } from "node:worker_threads";

import type { Step } from "./run-verb";
import type { FileTask, ThreadMessage } from "./file-thread";
import type { PrintedOutcome } from "./process-file";

/** Several files at a time, each in a thread of its own. */
export type FileThreads<Task, Outcome> = {
  /** Rejects where the thread ended without an answer: out of memory, a fault of ours. The other files go on. */
  run(task: Task, onStep: (step: Step) => void): Promise<Outcome>;
  close(): Promise<void>;
};

type Waiting<Task, Outcome> = { readonly task: Task; readonly onStep: (step: Step) => void; readonly resolve: (outcome: Outcome) => void; readonly reject: (why: unknown) => void };

/** Threads are started as files come, at most `count`; `program` is this program's own bundle, which serves files when it is a thread. (CL-13) */
export function openFileThreads<Task = FileTask, Outcome = PrintedOutcome>(program: string, count: number): FileThreads<Task, Outcome> {
  const workers = new Set<Worker>();
  const idle: Worker[] = [];
  const queue: Waiting<Task, Outcome>[] = [];
  const busy = new Map<Worker, Waiting<Task, Outcome>>();

  function start(): Worker {
    const worker = new Worker(program);
    let failure: unknown = new Error("the thread ended");
    workers.add(worker);
    // What a thread answers follows from its task: both ends are this program.
    worker.on("message", (message: ThreadMessage<Outcome>) => {
      const waiting = busy.get(worker);
      if (message.kind === "step") {
        waiting?.onStep(message.step);
        return;
      }
      busy.delete(worker);
      idle.push(worker);
      waiting?.resolve(message.outcome);
      pump();
    });
    worker.on("error", (error) => (failure = error));
    worker.on("exit", () => {
      workers.delete(worker);
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
      busy.get(worker)?.reject(failure);
      busy.delete(worker);
      pump();
    });
    return worker;
  }

  function pump(): void {
    while (queue.length > 0) {
      const worker = idle.pop() ?? (workers.size < count ? start() : null);
      const waiting = worker && queue.shift();
      if (!waiting) return;
      busy.set(worker, waiting);
      worker.postMessage(waiting.task);
    }
  }

  return {
    run: (task, onStep) =>
      new Promise((resolve, reject) => {
        queue.push({ task, onStep, resolve, reject });
        pump();
      }),
    close: async () => {
      queue.length = 0;
      await Promise.all([...workers].map((worker) => worker.terminate()));
    },
  };
}
