import { taskName } from "./task-name.ts";

/** What is asked of the runner: the same for a lens, a menu, the graph and a repetition. */
export interface RunRequest {
  readonly command: "run" | "backfill" | "plan";
  readonly family: string;
  readonly params: Readonly<Record<string, string>>;
  /** Only of a backfill, both ends included. */
  readonly range?: { readonly over: string; readonly from: string; readonly to: string };
  /** How many tasks at once; the project's configuration decides when absent. */
  readonly workers?: number;
}

/** What was asked, as people read it: `LoadSales(date=2026-11-14…2026-11-20)`. */
export function requestName({ family, params, range }: RunRequest): string {
  const over = range && { [range.over]: range.from === range.to ? range.from : `${range.from}…${range.to}` };
  return taskName({ family, params: { ...over, ...params } });
}

/** The request as the command line takes it. */
export function runArguments({ command, family, params, range, workers }: RunRequest): string[] {
  const args: string[] = [command, family];
  if (range !== undefined) args.push("--over", range.over, "--from", range.from, "--to", range.to);
  // With "=", so that a value that begins with "-" is not taken for a flag.
  for (const [name, value] of Object.entries(params)) args.push(`--${kebabCase(name)}=${value}`);
  if (workers !== undefined && workers > 0 && command !== "plan") args.push("--workers", String(workers));
  return args;
}

/** `batchSize` → `batch-size` */
function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
