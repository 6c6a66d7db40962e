import type { Command } from "commander";
import type { CommandAction } from "./command-action.ts";

type Define = (usage: string, description: string, examples: readonly string[]) => Command;

/** Adds the commands that have something done again. */
export function redoCommands(
  command: Define,
  taskCommand: Define,
  act: (load: () => Promise<CommandAction>) => (...given: unknown[]) => Promise<void>,
): void {
  taskCommand(
    "invalidate [task]",
    "Set outputs aside, so that the next run makes them again: the job had a bug, redo the month. Files go to a trash.",
    [
      "invalidate LoadSales --from 2026-11-01 --to 2026-11-30 --downstream",
      "invalidate LoadSales --date 2026-11-20 --dry-run",
      "invalidate --stale --yes",
    ],
  )
    .option("--from <value>", "the first value of a range, included")
    .option("--to <value>", "the last value of the range, included")
    .option("--last <length>", "the last whole days, hours, months before now: 30d, 48h, 6mo")
    .option("--range <text>", 'a range in one text: 2026-01..2026-03, 2026-W05, "last 30d"')
    .option("--over <parameter>", "the parameter that the range runs over, where several could")
    .option("--downstream", "all that was made of these too")
    .option("--stale", "of these, only what is stale; without a task, all that is")
    .option("--dry-run", "show the list, and touch nothing")
    .option("--yes", "do not ask")
    .action(act(async () => (await import("./commands/invalidate.ts")).invalidate));
  taskCommand("bless [task]", "Accept stale outputs as they are: after a refactoring, say, that changes no result.", [
    "bless LoadSales",
    "bless LoadSales --from 2026-11-01 --to 2026-11-30",
  ])
    .option("--from <value>", "the first value of a range, included")
    .option("--to <value>", "the last value of the range, included")
    .option("--last <length>", "the last whole days, hours, months before now: 30d, 48h, 6mo")
    .option("--range <text>", 'a range in one text: 2026-01..2026-03, 2026-W05, "last 30d"')
    .option("--over <parameter>", "the parameter that the range runs over, where several could")
    .action(act(async () => (await import("./commands/bless.ts")).bless));
  taskCommand(
    "compare [task]",
    "Compare outputs that an invalidate has set aside with what lies in their place now: rows, bytes, checksum, and what differs in CSV and JSON.",
    ["compare AggregateSales --date 2026-11-20", "compare AggregateSales --from 2026-11-01 --to 2026-11-30 --json"],
  )
    .option("--from <value>", "the first value of a range, included")
    .option("--to <value>", "the last value of the range, included")
    .option("--last <length>", "the last whole days, hours, months before now: 30d, 48h, 6mo")
    .option("--range <text>", 'a range in one text: 2026-01..2026-03, 2026-W05, "last 30d"')
    .option("--over <parameter>", "the parameter that the range runs over, where several could")
    .option("--with <when>", "what was set aside then, or last; of each task the latest when not given")
    .action(act(async () => (await import("./commands/compare.ts")).compare));
  command(
    "diff [revision]",
    "Show which task classes have changed since they ran last, or since a revision of git, and which outputs that touches.",
    ["diff", "diff HEAD~3", "diff main --json"],
  ).action(act(async () => (await import("./commands/diff.ts")).diff));
  command("restore [when]", "Bring back the files that an invalidate has set aside, or list what was.", [
    "restore",
    "restore last",
    "restore 20261127T063000123",
  ]).action(act(async () => (await import("./commands/restore.ts")).restore));
}
