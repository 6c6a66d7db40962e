import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { flattenTargets } from "../../framework/structure.ts";
import { isLocalFile, type Target, targetName } from "../../framework/targets/target.ts";
import type { Task } from "../../framework/task.ts";
import type { OutputFact } from "../../protocol/output-fact.ts";

/**
 * What a task's outputs are, now that it has made them.
 *
 * @param checksums reads each local file once more for its checksum
 */
export async function outputFacts(task: Task, checksums: boolean): Promise<OutputFact[]> {
  const facts: OutputFact[] = [];
  for (const target of flattenTargets(task.output())) {
    const name = targetName(target);
    if (name !== undefined)
      facts.push({
        name,
        ...(isLocalFile(target) && { local: true }),
        ...(await statOf(target)),
        ...(checksums && (await sumOf(target))),
      });
  }
  return facts;
}

/** A target that can not be asked now is told without its size: the task has made it all the same. */
async function statOf(target: Target): Promise<Pick<OutputFact, "size" | "modifiedMs">> {
  try {
    return (await target.stat?.()) ?? {};
  } catch {
    return {};
  }
}

async function sumOf(target: Target): Promise<Pick<OutputFact, "sha256">> {
  if (!("path" in target) || typeof target.path !== "string") return {};
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(target.path), hash);
  } catch {
    return {};
  }
  return { sha256: hash.digest("hex") };
}
