import type { Command } from "commander";
import type { BackfillRecord } from "../../protocol/backfill-record.ts";
import { ExitCode, exitCodeOf } from "../../protocol/exit-code.ts";
import type { TaskDescription } from "../../protocol/parameter-description.ts";
import type { RunEvent } from "../../protocol/run-event.ts";
import type { RunPlace } from "../../protocol/run-place.ts";
import { backfillStart } from "../backfill/backfill-start.ts";
import { watchForPause } from "../backfill/watch-for-pause.ts";
import { openHistory } from "../history/open-history.ts";
import { loadTaskIndex } from "../project/find-tasks.ts";
import { loadProject } from "../project/load-project.ts";
import { finishInterrupted } from "../redo/set-aside.ts";
import { staleIds } from "../redo/stale-ids.ts";
import { afterRun } from "../run/after-run.ts";
import { cleanUpAfterCrash } from "../run/clean-up-after-crash.ts";
import { RunEnds } from "../run/run-ends.ts";
import type { RunRequest } from "../run/run-request.ts";
import { openSession, type Session } from "../run/session.ts";
import { UserError } from "../run/user-error.ts";
import type { GlobalOptions } from "./command-action.ts";
import { progressBar } from "./progress-bar.ts";
import { type RangeOptions, rangeOf } from "./range-options.ts";
import { recentValue } from "./recent-value.ts";
import { RunReporter } from "./run-reporter.ts";
import { stopSignals } from "./stop-signals.ts";
import { readParameters, taskHelp } from "./task-parameters.ts";
import { describeRange } from "./text/describe-range.ts";
import { unlessCancelled } from "./unless-cancelled.ts";

export interface TaskOptions extends GlobalOptions, RangeOptions {
  readonly help?: boolean;
  readonly workers?: number;
  readonly on?: RunPlace;
  /** `false` with `--no-wait`. */
  readonly wait?: boolean;
  readonly deep?: boolean;
  readonly retryDisabled?: boolean;
  /** Says nothing to people unless something is wrong. */
  readonly quiet?: boolean;
  readonly force?: boolean;
  readonly stale?: boolean;
  /** `false` with `--no-upstream`. */
  readonly upstream?: boolean;
  readonly debugPort?: number;
  readonly stopOnFailure?: boolean;
  /** What is known already of a backfill that goes on, or of what was set aside; no flag. */
  readonly stored?: Pick<BackfillRecord, "params"> & Partial<Pick<BackfillRecord, "backfillId">>;
}

/** What a command about a task needs: the loaded tasks, and what was asked of them. */
export interface Asked {
  readonly session: Session;
  readonly root: string;
  readonly request: RunRequest;
  /** Aborted when the command is to stop. */
  readonly signal: AbortSignal;
}

/**
 * Reads what a command asks of a task, and hands it on; the task's processes end with it.
 *
 * @returns the exit code of `work`, or of the help text that was asked for
 */
export async function withTask(
  kind: RunRequest["command"],
  [family, ...words]: readonly string[],
  options: TaskOptions,
  command: Command,
  work: (asked: Asked, project: Awaited<ReturnType<typeof loadProject>>) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (family === undefined || family.startsWith("-")) {
    if (options.help) command.outputHelp();
    else
      throw new UserError(
        `Which task? ${command.name()} needs the name of a task class, as in \`pipewright ${command.name()} SalesReport …\`.`,
      );
    return ExitCode.done;
  }
  const { cancel: signal, hurry } = stopSignals();
  const project = await loadProject(options.cwd);
  const session = await unlessCancelled(signal, openSession(project, signal));
  // Without its workers a cancelled run comes to its end at once, and is recorded as what it is.
  hurry.addEventListener("abort", () => void session.close());
  try {
    const description = await unlessCancelled(signal, session.describe(family));
    if (options.help) {
      console.log(taskHelp(description, command));
      return ExitCode.done;
    }
    const params = {
      ...options.stored?.params,
      ...dated(description, readParameters(description, words, command)),
    };
    const on = options.on === "kubernetes" ? options.on : undefined;
    const request = {
      command: kind,
      family,
      params,
      range: rangeOf(options, description),
      backfillId: options.stored?.backfillId,
      workers: options.workers ?? (on === undefined ? project.config.workers : project.config.kubernetes.maxJobs),
      on,
      noWait: options.wait === false,
      deep: options.deep,
      retryDisabled: options.retryDisabled,
      force: options.force,
      alone: options.upstream === false,
      debugPort: options.debugPort,
      stopOnFailure: options.stopOnFailure,
    };
    return await work({ session, root: project.root, request, signal }, project);
  } finally {
    await session.close();
  }
}

/** Puts dates in the place of words like `yesterday`. */
function dated({ parameters }: TaskDescription, given: Readonly<Record<string, string>>): Record<string, string> {
  const units = new Map(parameters.map(({ name, unit }) => [name, unit]));
  const made: Record<string, string> = {};
  for (const [name, text] of Object.entries(given)) {
    const unit = units.get(name);
    made[name] = (unit && recentValue(text, unit)) ?? text;
  }
  return made;
}

/** Runs a task, or a range of them, and tells of it. */
export function runTasks(
  kind: RunRequest["command"],
  args: readonly string[],
  options: TaskOptions,
  command: Command,
): Promise<ExitCode> {
  return withTask(kind, args, options, command, async ({ session, root, request, signal }, project) => {
    const print = options.json ? console.error : console.log;
    const held: string[] = [];
    const say = options.quiet ? (line: string) => void held.push(line) : print;
    const warn = (message: string) => console.error(message);
    const history = await openHistory(project, warn);
    const ends = new RunEnds();
    const over = new AbortController();
    try {
      await cleanUpAfterCrash(history, root);
      await finishInterrupted({ project, history, session }, warn);
      const stale = options.stale ? [...staleIds(history, await loadTaskIndex(project), project)] : undefined;
      const asked = { ...request, stale };
      const plan = await unlessCancelled(signal, session.plan(asked, history));
      if (plan.range) say(describeRange(request.family, plan.range, plan.summary));
      const backfillId =
        plan.range && history.backfills.begin(backfillStart(asked, plan.range, plan.tasks), new Date());
      if (backfillId) say(`Backfill ${backfillId}: \`pipewright backfills ${backfillId}\` shows its dates.\n`);
      const isWatched = plan.summary.toRun > 0 && !options.quiet;
      const tell = listener(new RunReporter(root, say, isWatched ? await progressBar() : undefined), options);
      const emit = (event: RunEvent) => {
        ends.see(event);
        tell(event);
      };
      const pause = backfillId ? watchForPause(history.backfills, backfillId, over.signal) : undefined;
      const finished = await session.run({ ...asked, backfillId }, { plan, recorder: history, signal, pause, emit });
      if (pause?.signal.aborted)
        say(`Backfill ${backfillId} is paused: \`pipewright backfill --resume ${backfillId}\` goes on with it.`);
      const exitCode = exitCodeOf(finished);
      if (exitCode !== ExitCode.done) for (const line of held) print(line);
      return exitCode;
    } finally {
      over.abort();
      void session.close(); // the processes end while the history is brought to the disk
      await afterRun(ends, history, project, warn);
      history.close();
    }
  });
}

function listener(reporter: RunReporter, { json }: TaskOptions): (event: RunEvent) => void {
  return (event) => {
    if (json) process.stdout.write(`${JSON.stringify(event)}\n`);
    reporter.report(event);
  };
}
