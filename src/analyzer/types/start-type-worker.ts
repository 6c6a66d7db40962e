import { Worker } from "node:worker_threads";
import type { AskTypes, TypeJob, TypeReply } from "./type-question.ts";

/** The checker is a guest: what it can not answer within these is left as it is. */
const PATIENCE_MS = 60_000;
const MEMORY_MB = 1024;

/**
 * Asks in a thread of its own, so that edits are answered meanwhile. The thread lives for one batch of questions: its
 * memory, which is most of what the analyzer would need, goes back right after.
 *
 * @param script the program that answers when it is started as a worker
 * @param compilers see `findCompilers`
 */
export function startTypeWorker(script: string, compilers: readonly string[]): AskTypes {
  return (request, signal) =>
    new Promise<TypeReply>((resolve, reject) => {
      const resourceLimits = { maxOldGenerationSizeMb: MEMORY_MB };
      const workerData: TypeJob = { request, compilers };
      const worker = new Worker(script, { workerData, resourceLimits });
      const stop = () => void worker.terminate();
      const timer = setTimeout(stop, PATIENCE_MS);
      signal.addEventListener("abort", stop, { once: true });
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once("exit", () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", stop);
        reject(new Error("The type checker ended before it answered."));
      });
    });
}
