import type { Problem } from "../../protocol/task-index.ts";
import { colours } from "../cli/colours.ts";

const COLOURS: Record<Problem["severity"], (text: string) => string> = {
  error: colours.red,
  warning: colours.yellow,
  info: colours.cyan,
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
    `${nameOf(file)}:${line}:${column} ${COLOURS[severity](severity)} ${message} ${colours.dim(code)}`,
    ...related.map((place) => colours.dim(`  ${nameOf(place.file)}:${place.line}:${place.column} ${place.message}`)),
    ...(fix ? [colours.dim(`  The editor can do it: ${fixes.map(({ title }) => title).join(", or ")}.`)] : []),
  ].join("\n");
}
