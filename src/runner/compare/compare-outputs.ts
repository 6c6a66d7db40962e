import { lstat } from "node:fs/promises";
import type { OutputComparison } from "../../protocol/output-comparison.ts";
import { compareTables } from "./compare-tables.ts";
import { compareTrees } from "./compare-trees.ts";
import { type ReadOutput, readOutput } from "./read-output.ts";

/**
 * Compares an output with what it was.
 *
 * @param name what it is called
 * @param old where lies what it was
 * @param now where it lies
 */
export async function compareOutputs(name: string, old: string, now: string): Promise<OutputComparison> {
  const before = await readOutput(old, name);
  const isThere = (await lstat(now).catch(() => undefined)) !== undefined;
  if (!isThere) return { name, status: "missing", old: before.figures };
  const after = await readOutput(now, name);
  const figures = { old: before.figures, new: after.figures };
  if (before.figures.sha256 === after.figures.sha256) return { name, status: "same", ...figures };
  const differences = differencesOf(before.content, after.content);
  return { name, status: "changed", ...figures, ...(differences && { differences }) };
}

function differencesOf(before: ReadOutput["content"], after: ReadOutput["content"]): OutputComparison["differences"] {
  if (before === undefined || after === undefined) return undefined;
  if ("rows" in before && "rows" in after) return compareTables(before.rows, after.rows);
  return compareTrees(valueOf(before), valueOf(after));
}

function valueOf(content: NonNullable<ReadOutput["content"]>): unknown {
  return "rows" in content ? content.rows : content.value;
}
