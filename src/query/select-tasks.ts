import type { TaskClass, TaskIndex } from "../protocol/task-index.ts";
import { globPattern } from "./glob-pattern.ts";
import { matchNames } from "./match-names.ts";
import type { Query } from "./query.ts";
import { statesNamed } from "./task-states.ts";

/** The graph that is chosen from. */
export type QueriedGraph = Pick<TaskIndex, "tasks" | "edges">;

/** The states that tasks of a class stand in; of a class that is not in it, no task ever ran. */
export type TaskStates = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The families that a query chooses, in the order of the index.
 *
 * @param states absent where they are not known: nothing is in any state then
 */
export function selectTasks(query: Query, { tasks, edges }: QueriedGraph, states?: TaskStates): ReadonlySet<string> {
  const all = tasks.map(({ family }) => family);
  const above = stepsFrom(edges.map(({ from, to }) => [from, to]));
  const below = stepsFrom(edges.map(({ from, to }) => [to, from]));

  const choose = (part: Query): ReadonlySet<string> => {
    switch (part.kind) {
      case "all":
        return new Set(all);
      case "or":
        return new Set(part.of.flatMap((other) => [...choose(other)]));
      case "and":
        return part.of.map(choose).reduce((some, others) => intersection(some, others));
      case "not": {
        const others = choose(part.of);
        return new Set(all.filter((family) => !others.has(family)));
      }
      case "around": {
        const start = choose(part.of);
        return new Set([...reach(start, above, part.up), ...reach(start, below, part.down)]);
      }
      case "name":
        return new Set(part.exact ? all.filter((family) => family === part.text) : matchNames(part.text, all));
      case "is":
        return new Set(tasks.filter(predicate(part, states)).map(({ family }) => family));
    }
  };
  const chosen = choose(query);
  return new Set(all.filter((family) => chosen.has(family)));
}

function predicate(
  { what, value }: Query & { kind: "is" },
  states: TaskStates | undefined,
): (task: TaskClass) => boolean {
  switch (what) {
    case "tag": {
      const pattern = globPattern(value);
      return ({ tags = [] }) => tags.some((tag) => pattern.test(tag));
    }
    case "kind":
      return ({ kind }) => kind === value;
    case "file":
      return isFileOf(value);
    case "state": {
      const wanted = statesNamed(value);
      const never = wanted.includes("neverRan");
      return ({ family }) => {
        const own = states?.get(family);
        if (own === undefined || own.size === 0) return never && states !== undefined;
        return wanted.some((state) => own.has(state));
      };
    }
  }
}

/** A glob of whole paths, of names where it has no `/`, or a folder with all that is in it. */
function isFileOf(value: string): (task: TaskClass) => boolean {
  const glob = value.replace(/^\.\//, "").replace(/\/$/, "");
  const whole = globPattern(glob);
  const inside = globPattern(`${glob}/**`);
  const named = glob.includes("/") ? undefined : globPattern(`**/${glob}`);
  return ({ file }) => whole.test(file) || inside.test(file) || (named?.test(file) ?? false);
}

function stepsFrom(steps: readonly (readonly [from: string, to: string])[]): ReadonlyMap<string, readonly string[]> {
  const next = new Map<string, string[]>();
  for (const [from, to] of steps) {
    const known = next.get(from);
    if (known === undefined) next.set(from, [to]);
    else known.push(to);
  }
  return next;
}

/** What can be come to in so many steps, the start included. */
function reach(
  start: ReadonlySet<string>,
  next: ReadonlyMap<string, readonly string[]>,
  steps: number,
): ReadonlySet<string> {
  const reached = new Set(start);
  let edge: readonly string[] = [...start];
  for (let step = 0; step < steps && edge.length > 0; step++) {
    const further = edge.flatMap((family) => next.get(family) ?? []).filter((family) => !reached.has(family));
    edge = [...new Set(further)];
    for (const family of edge) reached.add(family);
  }
  return reached;
}

function intersection(some: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...some].filter((family) => others.has(family)));
}
