import type { RunEvent } from "../../protocol/run-event.ts";

/** An event without its time, which the run's one emitter adds. */
export type UntimedEvent = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, "time"> : never) : never;
