import * as path from "node:path";
import type { TaskClass, TaskIndex } from "../../protocol/task-index.ts";
import { parseQuery } from "../../query/parse-query.ts";
import { selectTasks } from "../../query/select-tasks.ts";
import type { FamilySummary } from "./family-summary.ts";

export type Grouping = "folder" | "tag";

/** The task classes of a folder, or those with a tag. */
export interface TaskGroup {
  /** Empty for those without a tag. */
  readonly name: string;
  readonly tasks: readonly TaskClass[];
}

/** How the tree of tasks is shown. */
export interface TreeView {
  readonly by: Grouping;
  /** A query, as on the command line; empty: all are shown. */
  readonly filter: string;
}

/**
 * The task classes as the tree shows them: those that the filter chooses, in groups by name. A class with several tags is
 * in each of their groups. A filter that is no query hides nothing: whoever types it is told.
 */
export function groupTasks(
  index: TaskIndex,
  summaries: ReadonlyMap<string, FamilySummary>,
  { by, filter }: TreeView,
): readonly TaskGroup[] {
  const parsed = parseQuery(filter);
  const states = new Map(
    [...summaries].map(([family, { status, counts }]) => [family, new Set([status, ...Object.keys(counts)])]),
  );
  const chosen = "query" in parsed ? selectTasks(parsed.query, index, states) : undefined;
  const shown = index.tasks.filter(({ family }) => chosen?.has(family) ?? true);
  const groups = new Map<string, TaskClass[]>();
  for (const task of shown) {
    for (const name of by === "tag" ? tagsOf(task) : [path.posix.dirname(task.file)]) {
      const group = groups.get(name) ?? [];
      groups.set(name, [...group, task]);
    }
  }
  const tasks = [...groups].map(([name, inside]) => ({ name, tasks: inside }));
  return by === "tag" ? tasks.sort((a, b) => rank(a).localeCompare(rank(b))) : tasks;
}

function tagsOf({ tags = [] }: TaskClass): readonly string[] {
  return tags.length > 0 ? [...new Set(tags)] : [""];
}

/** Those without a tag come last. */
function rank({ name }: TaskGroup): string {
  return name === "" ? "\u{10ffff}" : name;
}
