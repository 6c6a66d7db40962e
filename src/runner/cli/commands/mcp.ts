import { ExitCode } from "../../../protocol/exit-code.ts";
import { serveMcp } from "../../mcp/serve-mcp.ts";
import { loadProject } from "../../project/load-project.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";
import { stopSignals } from "../stop-signals.ts";

/** `pipewright mcp` */
export const mcp: CommandAction = async (_args, { cwd }: GlobalOptions, command) => {
  const project = await loadProject(cwd);
  await serveMcp(project, command.parent?.version() ?? "", stopSignals().cancel);
  return ExitCode.done;
};
