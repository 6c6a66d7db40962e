import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import type { RunAsk } from "../../protocol/panel-api.ts";
import { runArguments } from "../../protocol/run-arguments.ts";
import type { RunEvent, RunFinished } from "../../protocol/run-event.ts";
import { ownProgram } from "../project/own-program.ts";
import type { Project } from "../project/project.ts";
import { UserError } from "../run/user-error.ts";

export type AgentRun =
  | { readonly status: "running"; readonly runId: string | undefined; readonly next: string }
  | (Pick<RunFinished, "runId" | "status" | "tasks"> & { readonly next?: string });

/** The runs that a model has started: a process of the command line for each, which ends with this one. */
export class AgentRuns {
  readonly #project: Project;

  constructor(project: Project) {
    this.#project = project;
  }

  /**
   * Starts a run, and waits for its end, but not for ever: it goes on by itself.
   *
   * @param waitMs how long
   * @throws UserError when there is no run, with what the command said
   */
  async start(ask: RunAsk, waitMs: number): Promise<AgentRun> {
    const command = ask.range === undefined ? "run" : "backfill";
    const child = spawn(process.execPath, [ownProgram("cli.js"), ...runArguments({ ...ask, command }), "--json"], {
      cwd: this.#project.root,
      // By its channel it notices our end, and cancels its run.
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      windowsHide: true,
    }) as ChildProcessByStdio<null, Readable, Readable>;
    let runId: string | undefined;
    let finished: RunFinished | undefined;
    const begun = new Promise<void>((resolve) => {
      createInterface({ input: child.stdout }).on("line", (line) => {
        const event = JSON.parse(line) as RunEvent;
        if (event.event === "runStarted") runId = event.runId;
        if (event.event === "runFinished") finished = event;
        resolve();
      });
    });
    const said = text(child.stderr);
    const ended = once(child, "close");
    // It is known by its id from then on; planning may take longer than somebody waits.
    await Promise.race([begun, ended]);
    const late = new AbortController();
    await Promise.race([ended, pause(waitMs, undefined, { signal: late.signal, ref: false }).catch(() => undefined)]);
    late.abort();
    if (finished !== undefined) {
      const { status, tasks } = finished;
      return { runId: finished.runId, status, tasks, ...(status !== "success" && { next: "log shows what it said." }) };
    }
    if (child.exitCode !== null) {
      throw new UserError((await said).trim() || `pipewright ${ask.family} ended with exit code ${child.exitCode}.`);
    }
    return { status: "running", runId, next: "It goes on: runs tells how it stands, cancel stops it." };
  }
}
