import type { SingleBar } from "cli-progress";
import { durationText } from "../../protocol/duration-text.ts";
import type { PlanTask } from "../../protocol/plan.ts";
import type { RunEvent, TaskError, TaskRef } from "../../protocol/run-event.ts";
import { applyEvent, type RunState } from "../../protocol/run-state.ts";
import { pathInProject } from "../project/path-in-project.ts";
import { colours } from "./colours.ts";
import { summarise } from "./text/summary.ts";

/** Tells people of a run while it goes on: a line for each task that ends, a bar on a terminal, a summary at the end. */
export class RunReporter {
  readonly #write: (line: string) => void;
  readonly #bar: SingleBar | undefined;
  readonly #root: string;
  #state: RunState | undefined;
  #ended = 0;
  readonly #running = new Set<string>();

  /**
   * @param root the project's folder, to write places short
   * @param write takes lines
   * @param bar where there is a terminal
   */
  constructor(root: string, write: (line: string) => void, bar?: SingleBar) {
    this.#root = root;
    this.#write = write;
    this.#bar = bar;
  }

  report(event: RunEvent): void {
    this.#state = applyEvent(this.#state, event);
    switch (event.event) {
      case "runPlanned":
        if (event.toRun > 0) this.#bar?.start(event.toRun, 0, { running: "" });
        return;
      case "tasksPlanned":
        // More, asked for by a task that runs.
        if (this.#bar?.isActive) this.#bar.setTotal(this.#bar.getTotal() + event.tasks.filter(isToRun).length);
        return;
      case "taskStarted":
        this.#running.add(event.taskId);
        this.#bar?.update({ running: this.#runningNow() });
        return;
      case "taskFinished":
        this.#running.delete(event.taskId);
        if (event.attempts > 0) this.#ended++;
        if (event.status === "ran")
          this.#line(`${colours.green("✓")} ${written(event)} ${colours.dim(durationText(event.durationMs))}`);
        if (event.status === "failed") this.#failure(event, "failed", event.error);
        if (event.status === "schedulingError") this.#failure(event, "could not be placed", event.error);
        if (event.status === "missingExternal")
          this.#line(`${colours.yellow("?")} ${written(event)} is missing, and nothing here makes it`);
        this.#bar?.update(this.#ended, { running: this.#runningNow() });
        return;
      case "attemptFailed":
        this.#line(
          `${colours.yellow("↻")} ${this.#name(event.taskId)} failed, tried again at ${event.retryAt}: ${event.error.message}`,
        );
        return;
      case "warned":
        this.#line(`${colours.yellow("!")} ${event.message}`);
        return;
      case "runFinished":
        this.#bar?.stop();
        if (this.#state) this.#write(`\n${summarise(this.#state.started, event)}`);
        return;
      case "runStarted":
      case "podStarted":
      case "taskProgressed":
      case "taskMessaged":
      case "taskTracked":
    }
  }

  #failure(task: TaskRef, how: string, error: TaskError | undefined): void {
    const { file, line, column } = error?.location ?? {};
    const place = file === undefined ? "" : `\n    at ${pathInProject(this.#root, file)}:${line}:${column}`;
    const log = this.#state?.tasks.get(task.taskId)?.log;
    this.#line(
      `${colours.red("✗")} ${written(task)} ${how}: ${colours.red(error?.message ?? "")}${place}${log ? colours.dim(`\n    log ${log}`) : ""}`,
    );
  }

  #line(text: string): void {
    // The bar draws itself again below.
    if (this.#bar?.isActive) process.stderr.write("\r\u001b[K");
    this.#write(text);
  }

  #runningNow(): string {
    const names = [...this.#running].slice(0, 2).map((taskId) => this.#name(taskId));
    return names.join(", ");
  }

  #name(taskId: string): string {
    const task = this.#state?.tasks.get(taskId);
    return task ? written(task) : taskId;
  }
}

function isToRun({ action }: PlanTask): boolean {
  return action === "run";
}

function written({ family, params }: TaskRef): string {
  return `${family}(${Object.entries(params)
    .map(([name, text]) => `${name}=${text}`)
    .join(", ")})`;
}
