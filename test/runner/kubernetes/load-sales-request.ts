import type { PodRequest } from "../../../src/runner/kubernetes/pod-request.ts";

/** What a pod is told that makes the sales of a day. */
export const LOAD_SALES_REQUEST: PodRequest = {
  module: "Report",
  taskId: "LoadSales_2026-11-20_0123456789",
  family: "LoadSales",
  params: { date: "2026-11-20" },
  together: [],
  again: false,
};
