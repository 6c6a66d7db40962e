import { WorkerProcess } from "./worker-process.ts";

let waiting: WorkerProcess | undefined;

/** A worker that starts at the same time as this program, which meanwhile finds out what there is to do. */
export const firstWorker = {
  start(): void {
    waiting ??= new WorkerProcess({ place: 0 });
  },
  /** @returns it once; `undefined` where none was started */
  take(): WorkerProcess | undefined {
    const taken = waiting;
    waiting = undefined;
    return taken;
  },
  /** Ends it where nobody took it: the command line was wrong, say. */
  async end(): Promise<void> {
    await this.take()?.kill();
  },
};
