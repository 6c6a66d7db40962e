import type { FamilyStatus } from "../../protocol/history-record.ts";
import { parseQuery } from "../../query/parse-query.ts";
import { type QueriedGraph, selectTasks, type TaskStates } from "../../query/select-tasks.ts";
import { UserError } from "../run/user-error.ts";

/**
 * The families that a query chooses.
 *
 * @param statuses absent where nothing ever ran
 * @throws UserError when the text is no query, with the place of the mistake
 */
export function selectFamilies(
  text: string,
  graph: QueriedGraph,
  statuses: readonly FamilyStatus[] = [],
): ReadonlySet<string> {
  const parsed = parseQuery(text);
  if ("query" in parsed) return selectTasks(parsed.query, graph, statesOf(statuses));
  const { position, length, message } = parsed.error;
  const pointer = " ".repeat(position) + "^".repeat(Math.max(length, 1));
  throw new UserError(`The query can not be read:\n  ${text}\n  ${pointer}\n${message}`);
}

function statesOf(statuses: readonly FamilyStatus[]): TaskStates {
  return new Map(statuses.map(({ family, last, counts }) => [family, new Set([last.status, ...Object.keys(counts)])]));
}
