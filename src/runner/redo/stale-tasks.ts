import type { StaleReason, StaleTask } from "../../protocol/stale-task.ts";
import type { TaskIndex } from "../../protocol/task-index.ts";
import type { History } from "../history/history.ts";
import type { Project } from "../project/project.ts";
import { codeChangeText } from "./code-change-text.ts";
import type { StaleCause } from "./find-stale.ts";
import { outputState } from "./output-state.ts";
import { staleCauses } from "./stale-causes.ts";

/**
 * The complete tasks that are stale, with reasons for people: from the history and the code. Files are looked at, but
 * neither read nor asked of anybody.
 */
export async function staleTasks(
  { lineage }: Pick<History, "lineage">,
  index: Pick<TaskIndex, "tasks">,
  project: Project,
): Promise<StaleTask[]> {
  const stateOf = ({ outputs }: { outputs: string }) => outputState(project.root, outputs);
  const { stale, factOf } = staleCauses({ lineage }, index, stateOf);
  if (stale.size === 0) return [];
  const changeTexts = await codeChangeText(project, lineage);
  const made = lineage.allOf(stale.size);
  return [...stale].flatMap(([taskId, causes]) => {
    const task = made(taskId);
    if (task === undefined) return [];
    const { family, params, madeAt, runId, codeHash } = task;
    const nameOf = (id: string) => factOf(id)?.family ?? id;
    const reasons = causes.map((cause) => reasonOf(cause, nameOf, () => changeTexts(family, codeHash)));
    return [{ taskId, family, params, madeAt, runId, reasons: distinct(reasons) }];
  });
}

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
