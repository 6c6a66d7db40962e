import type { TaskIndex } from "../../protocol/task-index.ts";

/** Where the bundled code leaves its task classes: a set on the global object, put there by the worker. */
export const FAMILIES = Symbol.for("pipewright.families");

/**
 * What is added to the end of a file so that the worker finds its task classes, exported or not. What the index takes
 * for a class may be out of scope there (in a function, say): then nothing is added at run time.
 *
 * @param text the file's source
 * @param classes the index's classes of this file
 */
export function registration(text: string, classes: TaskIndex["tasks"]): string {
  const lines = text.split(/\r?\n/);
  const names = classes.flatMap(
    ({ line, column }) => /^[\p{ID_Start}$_][\p{ID_Continue}$]*/u.exec(lines[line - 1]?.slice(column - 1) ?? "") ?? [],
  );
  // A class without a name of its own stands where its keyword does; it has no family either.
  const add = names
    .filter((name) => name !== "class")
    .map((name) => `if (typeof ${name} === "function") families.add(${name});`);
  return `\n;{ const families = globalThis[Symbol.for("pipewright.families")]; if (families) { ${add.join(" ")} } }\n`;
}
