import { ExitCode } from "../../../protocol/exit-code.ts";
import type { TaskIndex } from "../../../protocol/task-index.ts";
import { loadTaskIndex } from "../../project/find-tasks.ts";
import { loadProject } from "../../project/load-project.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";

interface GraphOptions extends GlobalOptions {
  readonly format: Format;
}

type Format = "json" | "mermaid" | "dot" | "svg";

/** Each format's code is loaded only when it is asked for. */
const FORMATS: Record<Format, () => Promise<(index: TaskIndex) => string>> = {
  json: async () => (await import("../../graph/to-json.ts")).toJson,
  mermaid: async () => (await import("../../graph/to-mermaid.ts")).toMermaid,
  dot: async () => (await import("../../graph/to-dot.ts")).toDot,
  svg: async () => (await import("../../graph/to-svg.ts")).toSvg,
};

/** `pipewright graph` */
export const graph: CommandAction = async (_args, { cwd, json, format }: GraphOptions) => {
  const load = FORMATS[json ? "json" : format];
  const index = await loadTaskIndex(await loadProject(cwd));
  const write = await load();
  console.log(write(index).trimEnd());
  return ExitCode.done;
};
