import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";

/** What a model reads at once without losing its thread; tools that can say more have pages or a limit. */
const MOST_CHARACTERS = 40_000;

/** A tool's answer, as JSON. */
export function answer(value: object): CallToolResult {
  const text = JSON.stringify(value, undefined, 1);
  if (text.length <= MOST_CHARACTERS) return { content: [{ type: "text", text }] };
  const cut = `${text.slice(0, MOST_CHARACTERS)}\n… ${text.length - MOST_CHARACTERS} more characters: ask for less, by a query, a limit or a shorter range.`;
  return { content: [{ type: "text", text: cut }] };
}
