import type { NodeStatus } from "../src/protocol/panel-api.ts";

/** The five ways that a node looks; the note says the rest in words. */
export type Tone = "ran" | "failed" | "running" | "blocked" | "idle";

export function statusTone(status: NodeStatus["status"]): Tone {
  switch (status) {
    case "ran":
    case "alreadyComplete":
      return "ran";
    case "failed":
    case "schedulingError":
    case "crashed":
      return "failed";
    case "running":
    case "retrying":
      return "running";
    case "pending":
    case "missingExternal":
    case "runElsewhere":
      return "blocked";
    case "waiting":
    case "cancelled":
    case "disabled":
    case "neverRan":
      return "idle";
  }
}
