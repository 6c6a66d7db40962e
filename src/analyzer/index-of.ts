import type { TaskIndex } from "../protocol/task-index.ts";
import { TaskIndexMirror } from "../protocol/task-index-mirror.ts";
import type { Found } from "./index-teller.ts";

/** The whole index. */
export function indexOf({ parts, problems }: Found): TaskIndex {
  const mirror = new TaskIndexMirror();
  mirror.apply({ reset: true, files: [...parts], problems });
  return mirror.index;
}
