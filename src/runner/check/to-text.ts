import pc from "picocolors";
import type { Problem } from "../../protocol/task-index.ts";

const COLOURS: Record<Problem["severity"], (text: string) => string> = {
  error: pc.red,
  warning: pc.yellow,
  info: pc.cyan,
};

/**
 * A finding as people read it: a line that terminals and editors make a link of, and the other places under it.
 *
 * @param nameOf a file of the project as it is called from where the reader stands
 */
export function toText(problem: Problem, nameOf: (file: string) => string): string {
  const { file, line, column, severity, message, code, related = [], fixes = [] } = problem;
  const [fix] = fixes;
  return [
    `${nameOf(file)}:${line}:${column} ${COLOURS[severity](severity)} ${message} ${pc.dim(code)}`,
    ...related.map((place) => pc.dim(`  ${nameOf(place.file)}:${place.line}:${place.column} ${place.message}`)),
    ...(fix ? [pc.dim(`  The editor can do it: ${fixes.map(({ title }) => title).join(", or ")}.`)] : []),
  ].join("\n");
}
