import type { Command, Option } from "commander";
import { ExitCode } from "../../src/protocol/exit-code.ts";
import { createProgram } from "../../src/runner/cli/program.ts";
import type { ReferencePage } from "./reference-page.ts";
import { table } from "./table.ts";

const ENDS: Readonly<Record<keyof typeof ExitCode, string>> = {
  done: "all done, or nothing to do",
  checkFailed: "`check` found an error",
  wrongUsage: "wrong usage: an unknown command, task or flag, a value that can not be read, wrong settings",
  missingExternal: "an input from outside is missing",
  taskFailed: "a task failed",
  runElsewhere: "another run holds a task, and `--no-wait` gave it up",
  schedulingError: "a task could not be placed: a cycle, two tasks with one output, a `requires()` that threw",
  unexpectedError: "an error that nobody foresaw, or a full disk",
  cancelled: "cancelled, by Ctrl+C or a signal",
};

/** The commands, as the command line itself describes them. */
export const COMMAND_REFERENCE: ReferencePage = {
  file: "docs/reference/commands.md",
  render: () => {
    const program = createProgram();
    const commands = program.commands.filter((command) => command.description() !== "");
    return `# Commands

\`npx pipewright <command>\`, in the project's folder or below it. \`--help\` after any command shows what stands here;
\`pipewright run <Task> --help\` shows the task's parameters too.

${table(
  ["command", "does"],
  commands.map((command) => [`[\`${command.name()}\`](#${command.name()})`, html(command.summary())]),
)}

${commands.map(describe).join("\n\n")}

## Exit codes

For cron, CI and everything else that starts a run.

${table(
  ["code", "means"],
  Object.entries(ExitCode).map(([name, code]) => [String(code), ENDS[name as keyof typeof ENDS]]),
)}

Asking for the same twice runs nothing the second time, and ends with 0.

## The environment

${table(
  ["variable", "does"],
  [
    [
      "`PIPEWRIGHT_<TASK>__<PARAMETER>`",
      "a parameter's value, where the command line has none: `PIPEWRIGHT_LOAD_SALES__BATCH_SIZE=200` for `batchSize` of `LoadSales`",
    ],
    ["`NO_COLOR`, `FORCE_COLOR`", "no colours, or colours where there is no terminal"],
  ],
)}
`;
  },
};

function describe(command: Command): string {
  const { usage, examples } = helpOf(command);
  return `## ${command.name()}

${html(command.description())}

\`\`\`text
${usage}
\`\`\`

${table(["option", "does"], command.options.filter(({ hidden }) => !hidden).map(optionRow))}
${examples.length === 0 ? "" : `\n\`\`\`text\n${examples.map((example) => `npx ${example}`).join("\n")}\n\`\`\`\n`}`.trimEnd();
}

function optionRow(option: Option): string[] {
  const notes = [
    option.argChoices && `one of ${option.argChoices.map((choice) => `\`${choice}\``).join(", ")}`,
    // A port of 0 is one that is free, which the description says.
    (typeof option.defaultValue === "number" && option.defaultValue > 0) || typeof option.defaultValue === "string"
      ? `\`${option.defaultValue}\` when not given`
      : undefined,
  ].filter((note) => note !== undefined);
  return [`\`${option.flags}\``, html([option.description, ...notes].join("; "))];
}

/** What the command prints of itself: its first line, and the examples that it ends with. */
function helpOf(command: Command): { usage: string; examples: string[] } {
  let help = "";
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  const usage = /^Usage: (.+)$/m.exec(help)?.[1] ?? "";
  return { usage, examples: [...help.matchAll(/^ {2}\$ (.+)$/gm)].map(([, line = ""]) => line) };
}

/** `<Task>` is no tag. */
function html(text: string): string {
  return text.replaceAll("<", "\\<");
}
