import type { NodeStatus } from "../../src/protocol/panel-api.ts";
import type { TaskIndex } from "../../src/protocol/task-index.ts";
import { parseQuery } from "../../src/query/parse-query.ts";
import { selectTasks } from "../../src/query/select-tasks.ts";

export interface Found {
  readonly families: ReadonlySet<string>;
  /** Why the text is no query, in words. What has its words in it is found all the same: it may be half typed. */
  readonly problem?: string;
}

/**
 * Finds classes by a query, as `pipewright graph --select` does; where it chooses nothing, those with every word of it in
 * their name, file, parameters or note.
 */
export function findFamilies(text: string, index: TaskIndex, statuses: ReadonlyMap<string, NodeStatus>): Found {
  const states = new Map(
    [...statuses.values()].map(({ family, status, counts }) => [family, new Set([status, ...Object.keys(counts)])]),
  );
  const parsed = parseQuery(text);
  const families = "query" in parsed ? selectTasks(parsed.query, index, states) : new Set<string>();
  if (families.size > 0) return { families };
  const words = text.toLowerCase().split(/\s+/);
  const byWords = index.tasks.filter(({ family, file, parameters }) => {
    const all = [family, file, statuses.get(family)?.note, ...parameters.map(({ name }) => name)];
    const whole = all.join(" ").toLowerCase();
    return words.every((word) => whole.includes(word));
  });
  const problem = "error" in parsed ? parsed.error.message : undefined;
  return {
    families: new Set(byWords.map(({ family }) => family)),
    problem: byWords.length === 0 ? problem : undefined,
  };
}
