import type { Command } from "commander";
import type { CommandAction } from "./command-action.ts";

/** Adds the command that tells where an output came from. */
export function explainCommand(
  openCommand: (usage: string, description: string, examples: readonly string[]) => Command,
  act: (load: () => Promise<CommandAction>) => (...given: unknown[]) => Promise<void>,
): void {
  openCommand(
    "explain <path-or-task> [parameters...]",
    "Show what made an output: the run, the code, the parameters, and what it was made of, all the way up.",
    ["explain data/load/2026-11-20.csv", "explain LoadSales --date 2026-11-20", "explain LoadSales --openlineage"],
  )
    .option("--openlineage", "as events of OpenLineage, one JSON object a line")
    .option("--namespace <name>", "of the jobs in these events; the project's folder when not given")
    .action(act(async () => (await import("./commands/explain.ts")).explain));
}
