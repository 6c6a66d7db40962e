import { describe, expect, test } from "vitest";
import type { ParameterDeclaration, TaskClass } from "../../../../src/protocol/task-index.ts";
import { completeWords } from "../../../../src/runner/cli/completion/complete-words.ts";
import { createProgram } from "../../../../src/runner/cli/program.ts";

function parameter(name: string, type: string, more: Partial<ParameterDeclaration> = {}): ParameterDeclaration {
  return { name, type, significant: true, ...more };
}

function task(family: string, parameters: readonly ParameterDeclaration[]): TaskClass {
  return { family, file: `tasks/${family}.ts`, line: 1, column: 1, endLine: 9, kind: "task", parameters };
}

const TASKS = [
  task("SalesReport", [
    parameter("date", "date", { description: "the day of the sales" }),
    parameter("region", "choice", { choices: ["north", "south"] }),
    parameter("dryRun", "bool"),
    parameter("week", "dateInterval", { unit: "week" }),
    parameter("workers", "int"),
  ]),
  task("SalesDump", []),
];

/** Completes `pipewright <line>`, its last word being typed. */
async function complete(line: string, asked: (cwd: string | undefined) => void = () => {}): Promise<string[] | string> {
  const found = await completeWords(createProgram(), line.split(" "), async (cwd) => {
    asked(cwd);
    return TASKS;
  });
  return typeof found === "string" ? found : found.map(({ value }) => value);
}

describe("what is typed is completed:", () => {
  test.each([
    ["a command", "ru", ["run"]],
    ["a command behind the folder", "--cwd shop bac", ["backfill", "backfills"]],
    ["a flag of the program", "--vers", ["--version"]],
    ["a task", "run Sales", ["SalesReport", "SalesDump"]],
    ["a task behind flags", "run --workers 2 --deep SalesR", ["SalesReport"]],
    ["the task of logs", "logs SalesD", ["SalesDump"]],
    ["a flag of the command", "run --wor", ["--workers"]],
    ["a flag of the task", "run SalesReport --dr", ["--dry-run"]],
    ["a choice of the task", "run SalesReport --region ", ["north", "south"]],
    ["a choice behind an equals sign", "run SalesReport --region=s", ["--region=south"]],
    ["a choice behind an equals sign, as bash parts it", "run SalesReport --region = s", ["south"]],
    ["a choice behind an equals sign, not begun, as bash parts it", "run SalesReport --region =", ["north", "south"]],
    ["a choice of the command", "graph --format s", ["svg"]],
    ["a date", "run SalesReport --date ", ["yesterday", "today"]],
    ["a week", "run SalesReport --week ", ["last-week", "this-week"]],
    ["a boolean", "run SalesReport --dry-run ", []],
    ["a boolean behind an equals sign", "run SalesReport --dry-run=", ["--dry-run=true", "--dry-run=false"]],
    ["what a range runs over", "backfill SalesReport --over ", ["date", "week"]],
    ["a shell", "completion ", ["bash", "zsh", "fish"]],
    ["a folder", "run --cwd ", "folders"],
    ["a folder that may be left out", "schedule --systemd ", "folders"],
    ["a number, of which nothing is known", "run --workers ", []],
    ["a word where none belongs", "status no", []],
    ["a word behind an unknown command", "nothing Sal", []],
  ])("%s", async (_what, line, found) => {
    expect(await complete(line)).toEqual(found);
  });

  test("every command, and no hidden one", async () => {
    const visible = createProgram()
      .commands.map((command) => command.name())
      .filter((name) => !name.startsWith("__"));
    expect(await complete("")).toEqual([...visible, "help"]);
  });

  test("every flag of a command and of the task once, and none that is given already", async () => {
    const flags = await complete("run SalesReport --date yesterday --deep -");
    expect(new Set(flags).size).toBe(flags.length);
    for (const flag of ["--region", "--workers", "--no-wait", "--json", "--cwd", "--help"])
      expect(flags).toContain(flag);
    for (const flag of ["--date", "--deep"]) expect(flags).not.toContain(flag);
  });
});

test("tasks come from the folder that the line names, and are looked for only where they matter", async () => {
  const asked: (string | undefined)[] = [];
  const note = (cwd: string | undefined) => asked.push(cwd);
  await complete("status --cw", note);
  await complete("graph --format ", note);
  expect(asked).toEqual([]);
  await complete("run Sal", note);
  await complete("--cwd shop run Sal", note);
  await complete("run --cwd=shop/tasks Sal", note);
  expect(asked).toEqual([undefined, "shop", "shop/tasks"]);
});
