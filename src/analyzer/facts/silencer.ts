import type { SourceRange } from "../../protocol/task-index.ts";

/** A comment that takes back findings: `// pipewright-disable-next-line cycle: broken up by the runner`. */
export interface Silencer {
  /** Of the comment, without what starts it. */
  readonly range: SourceRange;
  readonly codes: readonly string[];
  /** Absent where the comment does not say why; then it silences nothing. */
  readonly reason?: string;
  /** The line that it is for: the next one that holds code. */
  readonly line: number;
}
