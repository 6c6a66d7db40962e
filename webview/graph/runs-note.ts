import type { TaskEdge } from "../../src/protocol/task-index.ts";
import { t } from "../words.ts";

/** How runs differ from what the source tells of an edge; `undefined` where they do not. */
export function runsNote({ observed, notRequired }: TaskEdge): string | undefined {
  if (observed) return t("only runs have shown it");
  return notRequired && t("{0} of {1} runs did not require it", notRequired.runs, notRequired.of);
}
