import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { ExitCode } from "../../protocol/exit-code.ts";
import { isDamaged } from "../history/is-damaged.ts";
import { UserError } from "../run/user-error.ts";
import type { CommandAction } from "./command-action.ts";
import { explainCommand } from "./explain-command.ts";
import { redoCommands } from "./redo-commands.ts";

const SELECT =
  "which task classes: names, +Task with what it needs, Task+ with what needs it, tag:, state:, file:, kind:";
const QUIET = "say nothing unless something is wrong: for cron, which mails what is said";
const STALE = "make what is stale again too, each once and in order; `status --stale` lists it";
const FORCE = "make the task that is asked for again, complete or not";
const ALONE = "make only the task that is asked for: what it requires has to be complete";
const ON =
  "kubernetes: make each attempt in a pod of a cluster, by the configuration's `kubernetes`; a backfill goes on where it was";
const VERSION_FLAGS = "-V, --version";
const CWD = "the project's folder, or one inside it; where you stand when not given";

/** The command line. Each command's code is loaded only when it is called. */
export function createProgram(): Command {
  const program = new Command("pipewright")
    .description(
      "Batch pipelines as plain TypeScript classes: what exists is not made again, a failure leaves the rest pending.",
    )
    .version(version(), VERSION_FLAGS, "show which Pipewright this is")
    .option("--cwd <folder>", CWD)
    // What stands behind the command's name is the command's: a task may well have a parameter "version".
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError("(add --help for help)")
    .addHelpText(
      "after",
      examplesText(["run SalesReport --date yesterday", "backfill SalesReport --last 30d", "graph", "run --help"]),
    );

  /** Takes unknown flags: a task's parameters, one of which may be called "version". */
  const openCommand = (usage: string, description: string, examples: readonly string[]) =>
    program
      .command(usage)
      .description(description)
      .summary(description.replace(/[.:;] .*/s, "."))
      .option("--cwd <folder>", CWD)
      .option("--json", "one JSON object a line on standard output; what is meant for people goes to standard error")
      .addHelpText("after", examplesText(examples))
      .allowUnknownOption();

  const command = (...given: Parameters<typeof openCommand>) =>
    openCommand(...given)
      .allowUnknownOption(false)
      .version(version(), VERSION_FLAGS, "show which Pipewright this is");

  /** A command that takes a task and, as flags, the task's own parameters, which are not known yet. */
  const taskCommand = (usage: string, description: string, examples: readonly string[]) =>
    openCommand(
      `${usage} [parameters...]`,
      `${description} The task's parameters are flags: fooBar is --foo-bar.`,
      examples,
    )
      .usage(`${usage.replace(/^\S+ /, "")} [--<parameter> <value> …] [options]`)
      .helpOption(false)
      .option("-h, --help", "show this, and the parameters of a task that is named");

  taskCommand("run [task]", "Run a task and what it needs; what is complete is not run again.", [
    "run SalesReport --date 2026-11-20",
    "run SalesReport --date 2026-11-20 --workers 8",
    "run SalesReport --help",
  ])
    .option("--workers <n>", "how many tasks may run at once", wholeNumber)
    .addOption(new Option("--on <where>", ON).choices(["local", "kubernetes"]))
    .option("--deep", "look below complete tasks too: what is missing there is made again")
    .option("--retry-disabled", "try the tasks again that failed so often that they are disabled")
    .option("--force", FORCE)
    .option("--no-upstream", ALONE)
    .option("--no-wait", "give up on a task that another run holds, instead of waiting for it; exit 25")
    .option("--quiet", QUIET)
    .option(
      "--debug-port <port>",
      "let the task wait there for a debugger, and give it all the time that it takes",
      port,
    )
    .action(act(async () => (await import("./commands/run.ts")).run));

  taskCommand("backfill [task]", "Run a task for every date (hour, month) of a range; only what is missing runs.", [
    "backfill SalesReport --from 2026-11-14 --to 2026-11-20",
    "backfill SalesReport --from 2026-11-01 --to 2026-11-30 --reverse --limit 10",
    "backfill SalesReport --last 30d --dry-run",
    "backfill SalesReport --from 2026-11-01 --to 2026-11-30 --stale",
    "backfill --resume last",
    "backfill --set-aside last",
  ])
    .option("--from <value>", "the first value of the range, included")
    .option("--to <value>", "the last value of the range, included")
    .option("--last <length>", "the last whole days, hours, months before now: 30d, 48h, 6mo")
    .option("--range <text>", 'a range in one text: 2026-01..2026-03, 2026-W05, "last 30d"')
    .option("--over <parameter>", "the parameter that the range runs over, where several could")
    .option("--reverse", "the newest first")
    .option("--limit <n>", "at most so many incomplete values; says how many are left", wholeNumber)
    .option("--resume <backfill>", "go on with a backfill that was begun before: an id, or last")
    .option("--retry-failed [backfill]", "try only the failed dates of a backfill again: an id, or last")
    .option("--set-aside <when>", "make again what an invalidate has set aside then, or last, and nothing else")
    .option("--stop-on-failure", "start nothing new after a failure; what runs comes to its end")
    .option("--dry-run", "show what would run, and run nothing")
    .option("--workers <n>", "how many tasks may run at once", wholeNumber)
    .addOption(new Option("--on <where>", ON).choices(["local", "kubernetes"]))
    .option("--deep", "look below complete tasks too: what is missing there is made again")
    .option("--retry-disabled", "try the tasks again that failed so often that they are disabled")
    .option("--force", FORCE)
    .option("--stale", STALE)
    .option("--no-upstream", ALONE)
    .option("--no-wait", "give up on a task that another run holds, instead of waiting for it; exit 25")
    .option("--quiet", QUIET)
    .action(act(async () => (await import("./commands/backfill.ts")).backfill));

  taskCommand("plan [task]", "Show what a run would do, and why, without doing it.", [
    "plan SalesReport --date 2026-11-20",
    "plan SalesReport --from 2026-11-14 --to 2026-11-20",
  ])
    .option("--from <value>", "the first value of a range, included")
    .option("--to <value>", "the last value of the range, included")
    .option("--last <length>", "the last whole days, hours, months before now: 30d, 48h, 6mo")
    .option("--range <text>", 'a range in one text: 2026-01..2026-03, 2026-W05, "last 30d"')
    .option("--over <parameter>", "the parameter that the range runs over, where several could")
    .option("--reverse", "the newest first")
    .option("--limit <n>", "at most so many incomplete values", wholeNumber)
    .option("--deep", "look below complete tasks too")
    .option("--retry-disabled", "plan the tasks too that failed so often that they are disabled")
    .option("--force", FORCE)
    .option("--stale", STALE)
    .option("--no-upstream", ALONE)
    .action(act(async () => (await import("./commands/plan.ts")).plan));

  redoCommands(command, taskCommand, act);
  command("status", "Show how the last run of each task class ended.", [
    "status",
    'status --select "state:trouble"',
    "status --stale",
  ])
    .option("--select <query>", SELECT)
    .option("--stale", "list the complete tasks whose outputs older code made, or something older, and why")
    .option(
      "--limit <n>",
      "with --stale: how many to list, sooner where there are very many; all when not given",
      wholeNumber,
    )
    .action(act(async () => (await import("./commands/status.ts")).status));
  command("history [words...]", "List the latest runs, or those of one task's class, or forget the old ones: prune.", [
    "history",
    "history LoadSales --limit 5",
    "history --limit 100",
    "history prune --dry-run",
  ])
    .usage("[<task> | prune] [options]")
    .option("--limit <n>", "how many to list", wholeNumber, 20)
    .option("--dry-run", "with prune: say what would be forgotten, and forget nothing")
    .action(act(async () => (await import("./commands/history.ts")).history));
  command("backfills [words...]", "List the backfills, show the dates of one, pause one, or cancel one.", [
    "backfills",
    "backfills b20261120T100000-3f2a",
    "backfills pause b20261120T100000-3f2a",
    "backfills cancel b20261120T100000-3f2a",
  ])
    .usage("[<backfill> | pause <backfill> | cancel <backfill>] [options]")
    .option("--limit <n>", "how many to list", wholeNumber, 20)
    .action(act(async () => (await import("./commands/backfills.ts")).backfills));
  command("failures", "List the tasks that stand as failed, with the line that threw.", ["failures"]).action(
    act(async () => (await import("./commands/failures.ts")).failures),
  );
  openCommand("logs <run-or-task> [parameters...]", "Print the log of a run's tasks, or of the last run of a task.", [
    "logs LoadSales",
    "logs LoadSales --date 2026-11-20",
    "logs 20261120T100000-3f2a1b",
  ]).action(act(async () => (await import("./commands/logs.ts")).logs));
  explainCommand(openCommand, act);
  command("graph", "Print the graph of the task classes, from their source: no user code is run.", [
    "graph",
    "graph --format svg > graph.svg",
    'graph --select "+SalesReport"',
  ])
    .option("--select <query>", SELECT)
    .addOption(new Option("--format <format>", "how").choices(["json", "mermaid", "dot", "svg"]).default("mermaid"))
    .action(act(async () => (await import("./commands/graph.ts")).graph));
  command(
    "schedule",
    "List the tasks with a `static schedule`, and hand them to cron, systemd or Kubernetes. A date without a default gets the last value that is over: yesterday. A run that finds the one before still at work waits for it and takes its result.",
    [
      "schedule",
      "schedule --install",
      "schedule --crontab --last 7d",
      "schedule --systemd ~/.config/systemd/user",
      "schedule --kubernetes --image registry.example/shop:1 --time-zone Europe/Berlin | kubectl apply -f -",
    ],
  )
    .option("--crontab", "print the lines for a crontab")
    .option("--install", "put them into your crontab, between two marks, in place of those that stand there")
    .option("--remove", "take them out of your crontab")
    .option("--systemd [folder]", "print a service and a timer for each task, or write them into a folder")
    .option("--kubernetes", "print a CronJob for each task")
    .option("--image <image>", "for --kubernetes: the image that holds the project and its packages")
    .option("--time-zone <zone>", "the zone of the times, like Europe/Berlin; not for a crontab")
    .option("--last <length>", "make what is missing of the last 7d, 48h, 6mo each time, not only the last value")
    .action(act(async () => (await import("./commands/schedule.ts")).schedule));
  command(
    "image",
    "Put together what an image for Kubernetes holds: the tasks, this program and a Dockerfile; and say what to run.",
    ["image", "image --out build/image"],
  )
    .option("--out <folder>", "where to; .pipewright/image when not given")
    .action(act(async () => (await import("./commands/image.ts")).image));
  command("serve", "Show the graph, the grid, the backfills and the runs as a page in the browser, on loopback only.", [
    "serve",
    "serve --port 4280",
  ])
    .option("--port <n>", "which port; one that is free when not given", port, 0)
    .addOption(new Option("--channel", "answer the process that started this one").hideHelp())
    .action(act(async () => (await import("./commands/serve.ts")).serve));
  command(
    "mcp",
    "Answer an AI agent on standard input and output (Model Context Protocol). What changes something asks first.",
    ["mcp", "mcp --cwd pipelines"],
  ).action(act(async () => (await import("./commands/mcp.ts")).mcp));
  command("check", "Print what is wrong with the task classes, from their source; exit 1 where there is an error.", [
    "check",
    "check --sarif > check.sarif",
  ])
    .option("--sarif", "a SARIF 2.1.0 report on standard output, for code scanning")
    .action(act(async () => (await import("./commands/check.ts")).check));
  command(
    "completion",
    "Print a script that lets the Tab key complete commands, tasks, parameters and their values in your shell.",
    [
      "completion bash > ~/.local/share/bash-completion/completions/pipewright",
      "completion zsh > ~/.zfunc/_pipewright",
      "completion fish > ~/.config/fish/completions/pipewright.fish",
    ],
  )
    .addArgument(new Argument("<shell>", "which shell").choices(["bash", "zsh", "fish"]))
    .action(act(async () => (await import("./commands/completion.ts")).completion));
  program
    .command("__complete [words...]", { hidden: true })
    .allowUnknownOption()
    .helpOption(false)
    .passThroughOptions()
    .action(act(async () => (await import("./commands/complete.ts")).complete));
  return program;
}

function examplesText(examples: readonly string[]): string {
  return `\nExamples:\n${examples.map((example) => `  $ pipewright ${example}`).join("\n")}`;
}

function act(load: () => Promise<CommandAction>): (...given: unknown[]) => Promise<void> {
  return async (...given) => {
    const command = given.at(-1) as Command;
    if (VERSION_FLAGS.split(", ").includes(command.args[0] ?? "")) return console.log(version());
    const action = await load();
    const options = { cwd: ".", ...command.parent?.opts(), ...command.opts() };
    try {
      process.exitCode = await action(command.args, options as never, command);
    } catch (error) {
      throw isDamaged(error) ? await withoutHistory(error as Error, options.cwd) : error;
    }
  };
}

/** Some damage shows only where it is read: whoever calls next has a new history. */
async function withoutHistory({ message }: Error, cwd: string): Promise<UserError> {
  const [{ loadProject }, { setHistoryAside }] = await Promise.all([
    import("../project/load-project.ts"),
    import("../history/set-history-aside.ts"),
  ]);
  const said = await setHistoryAside(await loadProject(cwd), message);
  return new UserError(`${said} Run the same command again.`, ExitCode.unexpectedError);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("Expected a whole number from 1.");
  return value;
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 65_535)
    throw new InvalidArgumentError("Expected a port, from 1 to 65535.");
  return value;
}

/** Of the package around this file, built or not. */
function version(): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, "package.json"))) folder = path.dirname(folder);
  const manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as { version: string };
  return manifest.version;
}
