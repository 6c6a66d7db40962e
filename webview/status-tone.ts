import type { BackfillStatus } from "../src/protocol/backfill-record.ts";
import type { RunRecord } from "../src/protocol/history-record.ts";
import type { CellStatus, NodeStatus } from "../src/protocol/panel-api.ts";
import type { PlanAction } from "../src/protocol/plan.ts";

/** The ways that a node, a cell or a row looks; the words beside it say the rest. */
export type Tone = "ran" | "failed" | "running" | "blocked" | "idle" | "missing";

type Status = NodeStatus["status"] | CellStatus | RunRecord["status"] | BackfillStatus | PlanAction;

export function statusTone(status: Status): Tone {
  switch (status) {
    case "ran":
    case "alreadyComplete":
    case "complete":
    case "success":
    case "skip":
      return "ran";
    case "failed":
    case "schedulingError":
    case "crashed":
    case "interrupted":
      return "failed";
    case "running":
    case "retrying":
    case "pausing":
      return "running";
    case "pending":
    case "missingExternal":
    case "waitForExternal":
    case "runElsewhere":
      return "blocked";
    case "missing":
    case "run":
      return "missing";
    case "waiting":
    case "incomplete":
    case "cancelled":
    case "paused":
    case "disabled":
    case "neverRan":
    case "unknown":
      return "idle";
  }
}
