import type { StaleReason, StaleTask } from "../../protocol/stale-task.ts";
import type { TaskIndex } from "../../protocol/task-index.ts";
import type { History } from "../history/history.ts";
import type { Project } from "../project/project.ts";
import { codeChangeText } from "./code-change-text.ts";
import { currentCode } from "./current-code.ts";
import { findStale, type StaleCause } from "./find-stale.ts";
import { type StaleNow, staleNow } from "./stale-now.ts";

interface Choice {
  /** Of these alone. */
  readonly only?: (task: Pick<StaleTask, "taskId" | "family">) => boolean;
  /** So many of them, the first ones: see `isQuick` of {@link staleNow}. */
  readonly limit?: number | undefined;
  /** What is stale, where that was found out already. */
  readonly now?: StaleNow;
}

/**
 * The complete tasks that are stale, with reasons for people: from the history, the code and a look at the files, which are
 * neither read nor asked of anybody. Reasons are looked for where they are asked for.
 */
export async function staleTasks(
  { lineage }: Pick<History, "lineage">,
  index: Pick<TaskIndex, "tasks">,
  project: Project,
  { only = () => true, limit, now }: Choice = {},
): Promise<{ readonly stale: StaleTask[]; readonly total: number }> {
  const { tasks, changed } = now ?? staleNow({ lineage }, index, project, { isQuick: limit !== undefined });
  const chosen = tasks.filter(only);
  const told = chosen.slice(0, limit).map(({ taskId }) => taskId);
  if (told.length === 0) return { stale: [], total: chosen.length };
  const current = currentCode(index);
  const facts = lineage.facts(told.length < FEW ? { taskIds: told, wrappers: current.wrappers } : undefined);
  const known = tasks.map(({ taskId }) => taskId);
  const stateOf = ({ taskId }: { taskId: string }) => ({ changed: changed.get(taskId) });
  const causes = findStale({ facts, ...current, stateOf, known });
  const factOf = new Map(facts.tasks.map((task) => [task.taskId, task]));
  const changeTexts = await codeChangeText(project, lineage);
  const made = lineage.allOf(told);
  const stale = told.flatMap((taskId) => {
    const task = made(taskId);
    if (task === undefined) return [];
    const { family, params, madeAt, runId, codeHash } = task;
    const nameOf = (id: string) => factOf.get(id)?.family ?? id;
    const reasons = (causes.get(taskId) ?? []).map((cause) =>
      reasonOf(cause, nameOf, () => changeTexts(family, codeHash)),
    );
    return [{ taskId, family, params, madeAt, runId, reasons: distinct(reasons) }];
  });
  return { stale, total: chosen.length };
}

/** Of more tasks than these, the history is read as a whole. */
const FEW = 20_000;

function reasonOf(cause: StaleCause, nameOf: (taskId: string) => string, code: () => string): StaleReason {
  switch (cause.kind) {
    case "code":
      return { kind: "code", text: code() };
    case "output":
      return { kind: "output", text: `${cause.name} was changed outside Pipewright` };
    case "input":
      return { kind: "input", text: `${nameOf(cause.taskId)} was ${INPUT_WORDS[cause.what]} after this` };
    case "upstream":
      return { kind: "upstream", text: `${nameOf(cause.taskId)}, of which it was made, is stale` };
  }
}

const INPUT_WORDS = {
  madeAgain: "made again",
  changed: "changed outside Pipewright",
  takenBack: "taken back",
} as const;

/** Of many days that a month was made of, one reason is enough. */
function distinct(reasons: readonly StaleReason[]): StaleReason[] {
  return [...new Map(reasons.map((reason) => [reason.text, reason])).values()];
}
