import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inspect } from "node:util";
import type { CodeLocation, TaskError } from "../../protocol/run-event.ts";
import { ownProgram } from "../project/own-program.ts";

const PROGRAMS = path.dirname(ownProgram("worker.js"));

/** What our own frames name: the program, or in a build with source maps the sources that it was made of. */
const OWN_PLACES = [
  pathToFileURL(PROGRAMS).href,
  ...["src", "node_modules/birpc"].map((folder) => path.join(path.dirname(PROGRAMS), folder) + path.sep),
];

/** Makes of whatever the user's code threw something that can be sent, kept and shown. */
export function taskError(thrown: unknown, root: string): TaskError {
  if (!(thrown instanceof Error))
    return { message: `Thrown: ${typeof thrown === "string" ? thrown : inspect(thrown)}` };
  const stack = stackOf(thrown);
  const location = userLocation(stack, root);
  const code = codeOf(thrown);
  return { message: messageOf(thrown), stack, ...(code && { code }), ...(location && { location }) };
}

/** The same of what was thrown where nobody waits for it: in a timer, by an event, in a promise that was let go. */
export function uncaughtError(thrown: unknown, root: string): TaskError {
  const error = taskError(thrown, root);
  return { ...error, message: `Not caught: ${error.message}` };
}

function codeOf(error: Error): string | undefined {
  if ("code" in error && typeof error.code === "string") return error.code;
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return inner instanceof Error ? codeOf(inner) : undefined;
}

function messageOf(error: Error): string {
  if (error instanceof AggregateError && error.message === "")
    return error.errors.map((part) => messageOf(part as Error)).join("; ");
  return error.message || error.name;
}

function stackOf(error: Error): string {
  const own = withoutOurFrames(error.stack ?? `${error.name}: ${error.message}`);
  return error.cause instanceof Error ? `${own}\nCaused by: ${stackOf(error.cause)}` : own;
}

/** The frames at the bottom are how we called the task: nothing that its author can use. */
function withoutOurFrames(stack: string): string {
  const lines = stack.split("\n");
  while (lines.length > 1 && isOurs(lines.at(-1) as string)) lines.pop();
  return lines.join("\n");
}

function isOurs(frame: string): boolean {
  return /^\s+at /.test(frame) && ["node:internal/", ...OWN_PLACES].some((place) => frame.includes(place));
}

/** The nearest frame that lies in the project: not in a package, and not in what Pipewright made of the code. */
function userLocation(stack: string, root: string): CodeLocation | undefined {
  for (const [, place = "", line, column] of stack.matchAll(/^\s+at (?:.*\(|async )?(.+?):(\d+):(\d+)\)?$/gm)) {
    const file = place.startsWith("file:") ? fileURLToPath(place) : place;
    const relative = path.relative(root, file);
    const outside = !path.isAbsolute(file) || relative.startsWith("..") || path.isAbsolute(relative);
    if (outside || /(?:^|[\\/])(?:node_modules|\.pipewright)[\\/]/.test(relative)) continue;
    return { file, line: Number(line), column: Number(column) };
  }
  return undefined;
}
