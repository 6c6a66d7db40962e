import { isRecord } from "../project/is-record.ts";

/**
 * Lays a manifest over another, as `kubectl apply` does: objects by key, lists of things with a name by that name. Other
 * lists follow each other.
 *
 * @param over wins
 */
export function mergeManifest(under: unknown, over: unknown): unknown {
  if (Array.isArray(under) && Array.isArray(over)) return mergeLists(under, over);
  if (!isRecord(under) || !isRecord(over)) return over === undefined ? under : over;
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) merged[key] = mergeManifest(under[key], value);
  return merged;
}

function mergeLists(under: readonly unknown[], over: readonly unknown[]): unknown[] {
  const merged = [...under];
  for (const item of over) {
    const name = nameOf(item);
    const at = name === undefined ? -1 : merged.findIndex((other) => nameOf(other) === name);
    if (at < 0) merged.push(item);
    else merged[at] = mergeManifest(merged[at], item);
  }
  return merged;
}

function nameOf(item: unknown): unknown {
  return isRecord(item) ? item.name : undefined;
}
