// Starts a run of many tasks in the history, says after each flush how many are recorded, and never ends:
// `node record-and-wait.ts FOLDER MINUTE COUNT`. For tests that kill it.
import { openHistory } from "../../../src/runner/history/open-history.ts";
import { loadProject } from "../../../src/runner/project/load-project.ts";
import { planTask, RunEvents } from "./events.ts";

const [folder = "", minute = "0", count = "1"] = process.argv.slice(2);
const history = await openHistory(await loadProject(folder), (message) => console.error(message));
const run = new RunEvents(Number(minute));
history.record(run.started());
for (let n = 1; n <= Number(count); n++) {
  const task = planTask(`Load run${minute}-${n}`);
  history.record(run.planned(task));
  history.record(run.taskStarted(task));
  if (n < Number(count)) history.record(run.taskFinished(task, "ran"));
  history.flush();
  process.stdout.write(`${n}\n`);
}
setInterval(() => {}, 1 << 30);
