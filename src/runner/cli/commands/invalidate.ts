import { ExitCode } from "../../../protocol/exit-code.ts";
import { type History } from "../../history/history.ts";
import { openHistory } from "../../history/open-history.ts";
import { loadTaskIndex } from "../../project/find-tasks.ts";
import { loadProject } from "../../project/load-project.ts";
import type { Project } from "../../project/project.ts";
import { type Chosen, prepareSetAside } from "../../redo/prepare-set-aside.ts";
import { finishInterrupted, setAside } from "../../redo/set-aside.ts";
import { staleIds } from "../../redo/stale-ids.ts";
import type { SetAside } from "../../redo/trash.ts";
import { cleanUpAfterCrash } from "../../run/clean-up-after-crash.ts";
import { openSession, type Session } from "../../run/session.ts";
import { UserError } from "../../run/user-error.ts";
import { chooseMade } from "../choose-made.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";
import { confirm } from "../confirm.ts";
import { type RangeOptions } from "../range-options.ts";
import { withTask } from "../run-tasks.ts";
import { setAsideText } from "../text/set-aside-text.ts";

interface InvalidateOptions extends GlobalOptions, RangeOptions {
  readonly help?: boolean;
  readonly downstream?: boolean;
  readonly stale?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

interface Opened {
  readonly project: Project;
  readonly history: History;
  readonly session: Session;
}

/** `pipewright invalidate <Task> …`, and `invalidate --stale` for all that is */
export const invalidate: CommandAction = async (args, options: InvalidateOptions, command) => {
  if (args[0] === undefined && !options.help) {
    if (options.stale) return invalidateAll(options);
    throw new UserError(
      "Which task? Name a task class, as in `pipewright invalidate LoadSales …`; --stale takes all that is stale.",
    );
  }
  return withTask("run", args, options, command, async ({ session, request }, project) =>
    withOpenHistory({ project, session }, options, async (opened) => {
      const description = await session.describe(request.family);
      return chooseMade(request, description, opened.history, session);
    }),
  );
};

async function invalidateAll(options: InvalidateOptions): Promise<ExitCode> {
  const project = await loadProject(options.cwd);
  const session = await openSession(project);
  try {
    return await withOpenHistory({ project, session }, options, undefined);
  } finally {
    await session.close();
  }
}

async function withOpenHistory(
  { project, session }: Pick<Opened, "project" | "session">,
  options: InvalidateOptions,
  choose: ((opened: Opened) => Promise<Chosen[]>) | undefined,
): Promise<ExitCode> {
  const history = await openHistory(project, (message) => console.error(message));
  const say = options.json ? console.error : console.log;
  const opened = { project, history, session };
  try {
    await cleanUpAfterCrash(history, project.root);
    await finishInterrupted(opened, say);
    const index = await loadTaskIndex(project);
    const stale = options.stale ? staleIds(history, index, project) : undefined;
    const named = choose ? await choose(opened) : [...(stale ?? [])].flatMap((id) => history.lineage.of(id) ?? []);
    const asked = stale ? named.filter(({ taskId }) => stale.has(taskId)) : named;
    const below = options.downstream ? history.lineage.downstreamOf(asked.map(({ taskId }) => taskId)) : [];
    const hit = below.map((task) => ({ ...task, isDownstream: true }) as const);
    const aside = await prepareSetAside([...asked, ...hit], index, opened);
    return await perform(aside, opened, options, say);
  } finally {
    history.close();
  }
}

async function perform(
  aside: SetAside,
  opened: Opened,
  { json, dryRun, yes }: InvalidateOptions,
  say: (line: string) => void,
): Promise<ExitCode> {
  const { when, tasks } = aside;
  const tell = (event: string) => {
    if (json) console.log(JSON.stringify({ event, time: new Date().toISOString(), when, tasks: tasks.map(shown) }));
  };
  if (tasks.length === 0) {
    say("There is nothing to set aside: none of these outputs exists.");
    tell("setAside");
    return ExitCode.done;
  }
  say(setAsideText(aside));
  if (dryRun) {
    tell("toSetAside");
    return ExitCode.done;
  }
  if (!yes && !(await confirm("Set these outputs aside, so that the next run makes them again?")))
    return ExitCode.cancelled;
  const claims = opened.history.claimsOf(`invalidate-${when}`, {});
  const { elsewhere } = claims.take(tasks.map(({ taskId }) => ({ taskId, resources: {} })));
  const heartbeat = setInterval(() => claims.renew(), claims.renewEvery);
  try {
    if (elsewhere.size > 0)
      throw new UserError(
        `Nothing was touched: ${[...elsewhere][0]} is being made now. Wait for it, or stop that run.`,
      );
    await setAside(aside, opened);
  } finally {
    clearInterval(heartbeat);
    for (const { taskId } of tasks) claims.release(taskId);
  }
  const files = tasks.flatMap((task) => task.files).length;
  say(
    `Done.${files > 0 ? ` \`pipewright restore ${when}\` brings the ${files === 1 ? "file" : `${files} files`} back.` : ""} \`pipewright backfill --set-aside ${when}\` makes them again.`,
  );
  tell("setAside");
  return ExitCode.done;
}

function shown({ taskId, family, params, isDownstream, files, removed }: SetAside["tasks"][number]) {
  const outputs = [...files.map(({ path, size }) => ({ name: path, size })), ...removed.map((name) => ({ name }))];
  return { taskId, family, params, ...(isDownstream && { isDownstream }), outputs };
}
