/** The source of a task that has a program of its own, and hears of no wish to stop: `Endless`. */
export const ENDLESS_TASK = `import { spawnSync } from "node:child_process";
import { LocalTarget, Task } from "pipewright";

export class Endless extends Task {
  output() {
    return new LocalTarget("data/endless.txt");
  }

  run() {
    spawnSync("sleep", ["3600"]);
  }
}
`;
