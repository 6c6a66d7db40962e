import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Project } from "../project/project.ts";
import { registerActTools } from "./act-tools.ts";
import { registerReadTools } from "./read-tools.ts";

/**
 * Answers a model's client on standard input and output until that is gone.
 *
 * @param version of Pipewright
 * @param signal ends it
 */
export async function serveMcp(project: Project, version: string, signal: AbortSignal): Promise<void> {
  const server = new McpServer(
    { name: "pipewright", version },
    {
      instructions:
        "The batch pipelines of this project: tasks with parameters, their outputs, and how runs ended. Begin with graph_query; plan and missing_dates show what is to do; run, backfill and cancel ask for agreement first.",
    },
  );
  registerReadTools(server, project);
  registerActTools(server, project);
  const ended = new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve());
    // The transport does not notice that its client is gone.
    process.stdin.once("end", resolve);
  });
  await server.connect(new StdioServerTransport());
  await ended;
  await server.close();
}
