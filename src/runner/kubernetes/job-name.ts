import { createHash } from "node:crypto";

const FAMILY_LENGTH = 24;

/**
 * The name of an attempt's Job. The same attempt has the same name whoever asks for it, so that it can not be there
 * twice: Kubernetes refuses the second. It fits the 63 letters that a pod's label `job-name` may have.
 */
export function jobName(project: string, family: string, taskId: string, attempt: number): string {
  const readable = family
    .replaceAll(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, "-")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, FAMILY_LENGTH)
    .replaceAll(/^-+|-+$/g, "");
  return ["pw", readable, taskHash(project, taskId), attempt].filter((part) => part !== "").join("-");
}

export function taskHash(project: string, taskId: string): string {
  return createHash("sha256")
    .update(JSON.stringify([project, taskId]))
    .digest("hex")
    .slice(0, 12);
}
