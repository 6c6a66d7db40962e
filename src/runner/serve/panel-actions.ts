import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { PanelActions } from "../../protocol/panel-api.ts";
import { runArguments } from "../../protocol/run-arguments.ts";
import { findBackfill } from "../backfill/find-backfill.ts";
import { pauseBackfill } from "../backfill/pause-backfill.ts";
import { isElsewhere, isRunning, pidOf } from "../history/process-identity.ts";
import { ownProgram } from "../project/own-program.ts";
import type { Project } from "../project/project.ts";
import { UserError } from "../run/user-error.ts";
import { withPast } from "./with-past.ts";

/**
 * Does what the page wants: a process of the command line for each run, as in a terminal. A run outlives neither its
 * wish to be stopped nor this process.
 */
export function panelActions(project: Project): PanelActions {
  return {
    start: async (ask) => {
      // One that goes on knows its range.
      const command = ask.range === undefined && ask.backfillId === undefined ? "run" : "backfill";
      const child = spawn(process.execPath, [ownProgram("cli.js"), ...runArguments({ ...ask, command }), "--json"], {
        cwd: project.root,
        // By its channel it notices our end, and cancels its run.
        stdio: ["ignore", "pipe", "pipe", "ipc"],
        windowsHide: true,
      }) as ChildProcessByStdio<null, Readable, Readable>;
      const said = text(child.stderr);
      const ended = once(child, "close").then(async ([code]) => {
        throw new UserError((await said).trim() || `pipewright ${ask.family} ended with exit code ${code}.`);
      });
      // What it goes on to say is in the history.
      const begun = once(createInterface({ input: child.stdout }), "line");
      ended.catch(() => undefined);
      await Promise.race([begun, ended]);
    },
    stop: async ({ runId }) => {
      const identity = await withPast(project, (history) => history.processOf(runId));
      if (identity === undefined || !isRunning(identity)) throw new UserError("The run has ended already.");
      if (isElsewhere(identity)) throw new UserError("The run goes on on another machine: stop it there.");
      process.kill(pidOf(identity), "SIGTERM");
    },
    pause: ({ backfillId }) =>
      withPast(project, (history) => pauseBackfill(history, findBackfill(history.backfills, backfillId))),
  };
}
