// A thread that opens a new history in each of many folders, at the same moment as all others do, and tells what it
// was warned of or what was thrown.
import { parentPort, workerData } from "node:worker_threads";
import { openHistory } from "../../../src/runner/history/open-history.ts";

const { counter, threads, folders } = workerData as { counter: SharedArrayBuffer; threads: number; folders: string[] };
const arrived = new Int32Array(counter);
const told: string[] = [];
for (const [round, root] of folders.entries()) {
  Atomics.add(arrived, 0, 1);
  Atomics.notify(arrived, 0);
  for (let count = 0; count < threads * (round + 1); count = Atomics.load(arrived, 0)) Atomics.wait(arrived, 0, count);
  try {
    const project = { root, stateDir: `${root}/.pipewright`, config: { history: {} } };
    (await openHistory(project as never, (message) => told.push(message))).close();
  } catch (error) {
    told.push(String(error));
  }
}
parentPort?.postMessage(told, []);
