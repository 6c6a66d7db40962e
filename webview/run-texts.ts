import type { RunRecord } from "../src/protocol/history-record.ts";
import type { RunAsk, TaskAsk } from "../src/protocol/panel-api.ts";

type Named = Pick<TaskAsk, "family" | "params"> & { readonly range?: RunRecord["range"] };

/** What was asked, as people read it: `LoadSales(date=2026-11-14…2026-11-20)`. */
export function askName({ family, params, range }: Named): string {
  const over = range && { [range.over]: range.from === range.to ? range.from : `${range.from}…${range.to}` };
  const values = Object.entries({ ...over, ...params }).map(([name, value]) => `${name}=${value}`);
  return `${family}(${values.join(", ")})`;
}

/** The command that does it, for a shell. */
export function commandOf({ family, params, range, ...how }: RunAsk): string {
  const words = ["pipewright", range === undefined ? "run" : "backfill", family];
  if (range !== undefined) words.push("--from", range.from, "--to", range.to, "--over", range.over);
  for (const [name, value] of Object.entries(params)) words.push(`--${kebabCase(name)}`, value);
  if (range?.reverse) words.push("--reverse");
  if (range?.limit !== undefined) words.push("--limit", String(range.limit));
  if (how.workers !== undefined) words.push("--workers", String(how.workers));
  if (how.stopOnFailure) words.push("--stop-on-failure");
  if (how.retryDisabled) words.push("--retry-disabled");
  if (how.force) words.push("--force");
  if (how.stale) words.push("--stale");
  return words.map(quoted).join(" ");
}

function quoted(word: string): string {
  return /^[\w.:/=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** `batchSize` → `batch-size` */
function kebabCase(name: string): string {
  return name.replaceAll(/\p{Lu}/gu, (letter) => `-${letter.toLowerCase()}`);
}
