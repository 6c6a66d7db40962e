import type { RunRequest } from "../../protocol/run-arguments.ts";
import { taskName } from "./task-name.ts";

/** What was asked, as people read it: `LoadSales(date=2026-11-14…2026-11-20)`. */
export function requestName({ family, params, range }: Pick<RunRequest, "family" | "params" | "range">): string {
  const over = range && { [range.over]: range.from === range.to ? range.from : `${range.from}…${range.to}` };
  return taskName({ family, params: { ...over, ...params } });
}
