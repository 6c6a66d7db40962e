import { randomBytes } from "node:crypto";

/** A run's id: it sorts by time, and is fit for a file's name. */
export function newRunId(now: Date): string {
  const time = now.toISOString().replaceAll(/[-:]|\.\d+Z$/g, "");
  return `${time}-${randomBytes(3).toString("hex")}`;
}
