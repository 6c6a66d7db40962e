import type { DisplayStatus } from "./family-summary.ts";

/** The codicon of a status. */
export function statusIcon(status: DisplayStatus): string {
  switch (status) {
    case "ran":
    case "alreadyComplete":
      return "pass";
    case "failed":
    case "schedulingError":
    case "crashed":
      return "error";
    case "running":
    case "retrying":
      return "sync~spin";
    case "missingExternal":
      return "question";
    case "waiting":
      return "clock";
    case "pending":
    case "cancelled":
    case "disabled":
    case "runElsewhere":
      return "circle-slash";
  }
}
