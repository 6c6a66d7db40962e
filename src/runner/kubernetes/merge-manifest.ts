import { isRecord } from "../project/is-record.ts";

/** By what a list's items are known, as Kubernetes itself knows them; by their name where nothing is said. */
const KNOWN_BY: Readonly<Record<string, string>> = { volumeMounts: "mountPath" };

/** Lists whose items have one of several kinds of content: two of them in one item would contradict each other. */
const TAKEN_WHOLE: ReadonlySet<string> = new Set(["env", "volumes"]);

/**
 * Lays a manifest over another, as `kubectl apply` does: objects by key, lists of things with a name by that name. Other
 * lists follow each other.
 *
 * @param over wins
 * @param list the key under which both stand
 */
export function mergeManifest(under: unknown, over: unknown, list = ""): unknown {
  if (Array.isArray(under) && Array.isArray(over)) return mergeLists(under, over, list);
  if (!isRecord(under) || !isRecord(over)) return over === undefined ? under : over;
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) merged[key] = mergeManifest(under[key], value, key);
  return merged;
}

function mergeLists(under: readonly unknown[], over: readonly unknown[], list: string): unknown[] {
  const nameOf = (item: unknown) => (isRecord(item) ? item[KNOWN_BY[list] ?? "name"] : undefined);
  const merged = [...under];
  for (const item of over) {
    const name = nameOf(item);
    const at = name === undefined ? -1 : merged.findIndex((other) => nameOf(other) === name);
    if (at < 0) merged.push(item);
    else merged[at] = TAKEN_WHOLE.has(list) ? item : mergeManifest(merged[at], item);
  }
  return merged;
}
