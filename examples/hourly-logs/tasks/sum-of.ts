import type { LocalTarget } from "pipewright";
import type { Count } from "./count-hour.ts";

/** Several counts in one. */
export async function sumOf(counts: readonly LocalTarget<"json">[]): Promise<Count> {
  let sum: Count = { requests: 0, errors: 0, logBytes: 0 };
  for (const count of counts) {
    const { requests, errors, logBytes } = (await count.read()) as Count;
    sum = {
      requests: sum.requests + requests,
      errors: sum.errors + errors,
      logBytes: sum.logBytes + logBytes,
    };
  }
  return sum;
}
