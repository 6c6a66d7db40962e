import type { TaskRef } from "../../protocol/run-event.ts";
import type { TaskIndex } from "../../protocol/task-index.ts";
import type { Lineage } from "../history/lineage.ts";
import type { SetAsideTask } from "./trash.ts";

/** A task to ask for again, or one for each of some values. */
export interface RedoRequest extends Omit<TaskRef, "taskId"> {
  /** In order; absent where the class has nothing to go over. */
  readonly range?: { readonly over: string; readonly values: readonly string[] };
}

const RANGED: ReadonlySet<string> = new Set([
  "date",
  "month",
  "year",
  "dateHour",
  "dateMinute",
  "dateSecond",
  "dateInterval",
]);

/**
 * What to ask for, so that all of what was set aside is made again and nothing else: that of which nothing else of it was
 * made. The rest is found missing on the way.
 */
export function redoRequests(
  tasks: readonly SetAsideTask[],
  { tasks: classes }: Pick<TaskIndex, "tasks">,
  lineage: Pick<Lineage, "inputsOf">,
): RedoRequest[] {
  const used = new Set(
    tasks.flatMap(({ taskRun }) =>
      taskRun === undefined ? [] : lineage.inputsOf(taskRun).map(({ taskId }) => taskId),
    ),
  );
  const ends = Map.groupBy(
    tasks.filter(({ taskId }) => !used.has(taskId)),
    ({ family }) => family,
  );
  return [...ends].flatMap(([family, group]) => {
    const parameters = classes.find((each) => each.family === family)?.parameters ?? [];
    const ranged = parameters.filter(({ type }) => RANGED.has(type)).map(({ name }) => name);
    const valuesOf = (name: string) => new Set(group.map(({ params }) => params[name]));
    const [over] = ranged.toSorted((a, b) => valuesOf(b).size - valuesOf(a).size);
    if (over === undefined) return group.map(({ params }) => ({ family, params }));
    const byRest = Map.groupBy(group, ({ params: { [over]: _, ...rest } }) => JSON.stringify(rest));
    return [...byRest].map(([rest, same]) => {
      const values = same.map(({ params }) => params[over] ?? "").toSorted();
      return { family, params: JSON.parse(rest) as TaskRef["params"], range: { over, values } };
    });
  });
}
