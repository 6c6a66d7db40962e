import path from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import type { CodeLocation, TaskError } from "../../protocol/run-event.ts";

/** Makes of whatever the user's code threw something that can be sent, kept and shown. */
export function taskError(thrown: unknown, root: string): TaskError {
  if (!(thrown instanceof Error))
    return { message: `Thrown: ${typeof thrown === "string" ? thrown : inspect(thrown)}` };
  const stack = stackOf(thrown);
  const location = userLocation(stack, root);
  return { message: messageOf(thrown), stack, ...(location && { location }) };
}

function messageOf(error: Error): string {
  if (error instanceof AggregateError && error.message === "")
    return error.errors.map((part) => messageOf(part as Error)).join("; ");
  return error.message || error.name;
}

function stackOf(error: Error): string {
  const own = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause instanceof Error ? `${own}\nCaused by: ${stackOf(error.cause)}` : own;
}

/** The nearest frame that lies in the project: not in a package, and not in what Pipewright made of the code. */
function userLocation(stack: string, root: string): CodeLocation | undefined {
  for (const [, place = "", line, column] of stack.matchAll(/^\s+at (?:.*\()?(.+?):(\d+):(\d+)\)?$/gm)) {
    const file = place.startsWith("file:") ? fileURLToPath(place) : place;
    const relative = path.relative(root, file);
    const outside = !path.isAbsolute(file) || relative.startsWith("..") || path.isAbsolute(relative);
    if (outside || /(?:^|[\\/])(?:node_modules|\.pipewright)[\\/]/.test(relative)) continue;
    return { file, line: Number(line), column: Number(column) };
  }
  return undefined;
}
