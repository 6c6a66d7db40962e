import type { DisplayStatus } from "./family-summary.ts";
import type { Translate } from "./translate.ts";

/** A status as a person says it. */
export function statusWord(status: DisplayStatus | "neverRan", t: Translate): string {
  switch (status) {
    case "alreadyComplete":
      return t("complete");
    case "ran":
      return t("ran");
    case "failed":
      return t("failed");
    case "missingExternal":
      return t("missing from outside");
    case "pending":
      return t("pending");
    case "cancelled":
      return t("cancelled");
    case "disabled":
      return t("disabled");
    case "runElsewhere":
      return t("run elsewhere");
    case "schedulingError":
      return t("not placed");
    case "running":
      return t("running");
    case "retrying":
      return t("retrying");
    case "waiting":
      return t("waiting");
    case "crashed":
      return t("crashed");
    case "neverRan":
      return t("never ran");
  }
}
