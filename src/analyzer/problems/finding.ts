import type { FindingCode } from "../../protocol/finding-code.ts";
import type { Problem, SourceRange } from "../../protocol/task-index.ts";

/** A problem whose code has a page, and whose end is known. */
export type Finding = Problem & SourceRange & { readonly code: FindingCode };
