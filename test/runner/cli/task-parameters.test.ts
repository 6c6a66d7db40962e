import { Command } from "commander";
import { describe, expect, test } from "vitest";
import type { ParameterDescription, TaskDescription } from "../../../src/protocol/parameter-description.ts";
import { readParameters, taskHelp } from "../../../src/runner/cli/task-parameters.ts";

function parameter(name: string, type: string, more: Partial<ParameterDescription> = {}): ParameterDescription {
  const expected = type === "date" ? "a date like 2026-11-24" : "a text";
  return { name, type, expected, required: false, significant: true, visibility: "public", ...more };
}

const LOAD: TaskDescription = {
  family: "Load",
  parameters: [
    parameter("date", "date", { required: true, unit: "day", description: "the day of the sales" }),
    parameter("batchSize", "string", { default: "500" }),
    parameter("dry", "bool", { expected: "true or false", default: "false" }),
    parameter("region", "choice", { choices: ["north", "south"], expected: "one of north, south" }),
    parameter("password", "string", { visibility: "private" }),
    parameter("version", "string", {}),
    parameter("workers", "string", {}),
  ],
};

/** What is made of these words, or what is said against them. */
function read(...words: string[]): Record<string, string> | string {
  let said = "";
  const run = new Command("run")
    .option("--cwd <folder>", "the project's folder")
    .option("--workers <n>", "how many tasks may run at once")
    .configureOutput({ writeErr: (text) => void (said += text) });
  try {
    return readParameters(LOAD, words, run);
  } catch {
    return said;
  }
}

describe("the flags of a task", () => {
  test("are its parameters in kebab case, with a value behind a space or an equals sign", () => {
    expect(read("--date", "2026-11-20", "--batch-size=7")).toEqual({ date: "2026-11-20", batchSize: "7" });
  });

  test("take the empty text, and values that look like flags, for values", () => {
    expect(read("--batch-size", "")).toEqual({ batchSize: "" });
    expect(read("--batch-size=")).toEqual({ batchSize: "" });
    expect(read("--batch-size", "-5")).toEqual({ batchSize: "-5" });
    expect(read("--batch-size=--date")).toEqual({ batchSize: "--date" });
  });

  test("mean true where a boolean one stands alone", () => {
    expect(read("--dry", "--date", "2026-11-20")).toEqual({ dry: "true", date: "2026-11-20" });
    expect(read("--dry", "false")).toEqual({ dry: "false" });
  });

  test("leave every judgement of values to the task", () => {
    expect(read("--region", "east", "--date", "yesterday")).toEqual({ region: "east", date: "yesterday" });
  });

  test("may begin with no, without being set to anything by that", () => {
    const description = { family: "Load", parameters: [parameter("noHeader", "bool"), parameter("baseURL", "string")] };
    expect(readParameters(description, [], new Command("run"))).toEqual({});
    expect(readParameters(description, ["--no-header", "--base-url", "/"], new Command("run"))).toEqual({
      noHeader: "true",
      baseURL: "/",
    });
  });

  test("may be called like options of the program", () => {
    expect(read("--version", "3")).toEqual({ version: "3" });
  });

  test.each([
    ["a misspelt one", ["--dat", "2026-11-20"], /unknown option '--dat'\n\(Did you mean --date\?\)/],
    ["one in camel case", ["--batchSize", "7"], /unknown option '--batchSize'\n\(Did you mean --batch-size\?\)/],
    ["a misspelt one of the command", ["--worker", "7"], /unknown option '--worker'\n\(Did you mean --workers\?\)/],
    ["one without its value", ["--date"], /option '--date <date>' argument missing/],
    ["a value without its flag", ["2026-11-20"], /too many arguments/],
  ])("are refused with a word on what is wrong: %s", (_what, words, message) => {
    expect(read(...words)).toMatch(message);
  });
});

test("the help of a task shows its parameters, and how to give one that the command has taken", async () => {
  const run = new Command("run").option("--workers <n>", "how many tasks may run at once");
  await expect(taskHelp(LOAD, run)).toMatchFileSnapshot("expected/task-help.txt");
});
