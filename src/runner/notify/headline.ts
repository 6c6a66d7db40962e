import type { RunSummary } from "../../protocol/run-summary.ts";

const HOW: Record<RunSummary["status"], string> = {
  success: "is done",
  failed: "failed",
  missingExternal: "waits for something from outside",
  cancelled: "was cancelled",
  schedulingError: "could not be placed",
};

/** @example "SalesReport (date 2026-11-20) failed" */
export function headline({
  family,
  params,
  range,
  status,
}: Pick<RunSummary, "family" | "params" | "range" | "status">): string {
  const given = [
    ...(range ? [`${range.over} ${range.from}…${range.to}`] : []),
    ...Object.entries(params).map(([name, text]) => `${name} ${text}`),
  ];
  return `${family}${given.length > 0 ? ` (${given.join(", ")})` : ""} ${HOW[status]}`;
}
