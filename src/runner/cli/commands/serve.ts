import { once } from "node:events";
import { ExitCode } from "../../../protocol/exit-code.ts";
import { loadProject } from "../../project/load-project.ts";
import { serveChannel } from "../../serve/channel-server.ts";
import { serveProject } from "../../serve/http-server.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";
import { stopSignals } from "../stop-signals.ts";

interface ServeOptions extends GlobalOptions {
  readonly port: number;
  /** For the editor: answers over the channel that it was started with, and opens no port. */
  readonly channel?: boolean;
}

/** `pipewright serve` */
export const serve: CommandAction = async (_args, { cwd, port, channel, json }: ServeOptions) => {
  const project = await loadProject(cwd);
  const { cancel } = stopSignals();
  if (channel) {
    serveChannel(project, cancel);
    process.channel?.ref(); // it lives as long as somebody can ask
  } else {
    const url = await serveProject(project, port, cancel);
    if (json) console.log(JSON.stringify({ event: "serving", time: new Date().toISOString(), url }));
    else console.log(`The page of ${project.root} is at\n\n  ${url}\n\nOnly this machine can open it. Ctrl+C ends it.`);
  }
  if (!cancel.aborted) await once(cancel, "abort");
  return ExitCode.done;
};
