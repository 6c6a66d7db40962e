import type { CodeChange } from "../../../protocol/code-change.ts";
import type { TaskRef } from "../../../protocol/run-event.ts";
import type { CodeDifference } from "../../redo/code-differences.ts";
import { colours } from "../colours.ts";
import { foldTasks } from "./fold-tasks.ts";
import { count } from "./words.ts";

/** For people: which task classes have changed, where, and what that touches. */
export function diffText(
  differences: readonly CodeDifference[],
  touched: readonly TaskRef[],
  revision: string | undefined,
): string {
  const since = revision === undefined ? "it ran last" : revision;
  if (differences.length === 0) return `No task class has changed since ${since}.`;
  const changed = differences.flatMap(({ family, kind, places }) => [
    `${family}  ${colours.yellow(kind)}`,
    ...places.map((place) => colours.dim(`    ${placeText(place)}`)),
    ...(kind === "changed" && places.length === 0 ? [colours.dim("    where is not known")] : []),
  ]);
  const outputs =
    touched.length === 0
      ? ["No output that the history knows of is touched."]
      : [
          `${count(touched.length, "task")} with outputs that this touches:`,
          ...foldTasks(touched).map((text) => `    ${text}`),
        ];
  return [...changed, "", ...outputs].join("\n");
}

function placeText({ kind, piece: { file, name, line } }: CodeChange): string {
  return `${file}${kind === "removed" ? "" : ` line ${line}`}  ${name || "a statement"} ${kind}`;
}
