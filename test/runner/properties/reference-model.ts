import type { TaskStatus, Trouble } from "../../../src/protocol/run-event.ts";
import { LIMITS, type Pipeline } from "./pipeline.ts";

export interface Expected {
  readonly status: TaskStatus;
  readonly attempts: number;
  /** With `pending`. */
  readonly blockedBy?: ReadonlySet<Trouble>;
}

/**
 * How each task of a run ends, from the rules alone: it knows no order, no workers, no processes and no time.
 *
 * @returns by place; what has no part in the run is absent
 */
export function referenceModel({ jobs, roots }: Pipeline): Map<number, Expected> {
  const ends = new Map<number, Expected>();
  const job = (place: number) => jobs[place] as (typeof jobs)[number];
  const isTooMuch = (place: number) =>
    Object.entries(job(place).resources).some(([name, amount]) => amount > (LIMITS[name] ?? 1));
  const isComplete = (place: number): boolean => {
    const { kind, exists, throwsIn, requires } = job(place);
    if (kind === "wrapper") return throwsIn === undefined && !isTooMuch(place) && requires.every(isComplete);
    return exists && throwsIn !== "complete";
  };
  const isDone = ({ status }: Expected) => status === "ran" || status === "alreadyComplete";
  const pending = (above: readonly Expected[], attempts: number): Expected => ({
    status: "pending",
    attempts,
    blockedBy: new Set(
      above.filter((end) => !isDone(end)).flatMap((end) => [...(end.blockedBy ?? [end.status as Trouble])]),
    ),
  });
  const endOf = (place: number): Expected => {
    const known = ends.get(place) ?? judge(place);
    ends.set(place, known);
    return known;
  };
  const judge = (place: number): Expected => {
    const { kind, exists, throwsIn, requires, asks, failures, retries, forgets } = job(place);
    if (throwsIn === "complete") return { status: "schedulingError", attempts: 0 };
    if (kind !== "wrapper" && exists) return { status: "alreadyComplete", attempts: 0 };
    if (kind === "external") return { status: "missingExternal", attempts: 0 };
    if (throwsIn === "requires" || isTooMuch(place)) return { status: "schedulingError", attempts: 0 };
    const above = requires.map(endOf);
    if (isComplete(place)) return { status: "alreadyComplete", attempts: 0 };
    if (!above.every(isDone)) return pending(above, 0);
    if (kind === "wrapper") return { status: "ran", attempts: 1 };
    if (failures > retries) return { status: "failed", attempts: retries + 1 };
    for (const asked of asks) {
      const made = asked.map(endOf);
      if (!made.every(isDone)) return pending(made, failures + 1);
    }
    return forgets ? { status: "failed", attempts: retries + 1 } : { status: "ran", attempts: failures + 1 };
  };
  for (const root of roots) endOf(root);
  return ends;
}
