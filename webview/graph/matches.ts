import type { NodeStatus } from "../../src/protocol/panel-api.ts";
import type { TaskClass } from "../../src/protocol/task-index.ts";

/** Whether a node is what is looked for: every word stands in its name, its file, its parameters or its note. */
export function matches(search: string, task: TaskClass, status: NodeStatus | undefined): boolean {
  const text = [task.family, task.file, status?.note, ...task.parameters.map(({ name }) => name)]
    .join(" ")
    .toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
