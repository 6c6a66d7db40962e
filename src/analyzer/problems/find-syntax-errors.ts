import type { Problem } from "../../protocol/task-index.ts";
import type { FileFacts } from "../facts/file-facts.ts";

/** One problem for each file that the parser stumbled in. */
export function findSyntaxErrors(files: ReadonlyMap<string, FileFacts>): Problem[] {
  return [...files].flatMap(([file, { syntaxError }]) => {
    if (syntaxError === undefined) return [];
    const { message, place } = syntaxError;
    const said = message.replace(/\.$/, "");
    return {
      code: "syntax-error",
      severity: "error" as const,
      message: `${file} can not be read in full: ${said}. Correct it; until then, what can be read of the file counts.`,
      file,
      ...place,
    };
  });
}
