import { Command, CommanderError } from "commander";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ParameterDescription } from "../../src/protocol/parameter-description.ts";
import { parameterFlag } from "../../src/protocol/parameter-flag.ts";
import { rangeOf } from "../../src/runner/cli/range-options.ts";
import { readParameters, taskHelp } from "../../src/runner/cli/task-parameters.ts";
import { UserError } from "../../src/runner/run/user-error.ts";
import { commandLine, valueText } from "./words.ts";

/** Names that a property of a class can have, those of every object and those that look like a denial among them. */
const name = fc.oneof(
  fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,8}$/),
  fc.constantFrom("noHeader", "no", "valueOf", "url", "URL", "x", "größe", "json", "help", "$batch", "_n"),
);

const parameter = fc.record({
  name,
  type: fc.constantFrom("string", "int", "bool", "date", "choice"),
  unit: fc.constantFrom(undefined, "day" as const, "month" as const),
});

const parameters = fc
  .uniqueArray(parameter, { maxLength: 5, selector: (each) => parameterFlag(each.name) })
  .map((list) =>
    list.map(
      (each): ParameterDescription => ({
        ...each,
        expected: "a value",
        required: false,
        significant: true,
        visibility: "public",
      }),
    ),
  );

function run(say: (text: string) => void = () => {}): Command {
  return new Command("run")
    .exitOverride()
    .option("--cwd <folder>", "the project's folder")
    .option("--json", "one object a line")
    .option("-h, --help", "show this")
    .configureOutput({ writeErr: say });
}

test("values reach the parameters that they are given to, whatever these are called, and no other", () => {
  fc.assert(
    fc.property(parameters, fc.array(valueText, { minLength: 5, maxLength: 5 }), (list, texts) => {
      const free = list.filter((each) => !["json", "help", "cwd"].includes(each.name));
      const given = free.filter((_, index) => index % 2 === 0);
      const words = given.map((each, index) => `${parameterFlag(each.name)}=${texts[index]}`);
      expect(readParameters({ family: "Load", parameters: list }, words, run())).toEqual(
        Object.fromEntries(given.map((each, index) => [each.name, texts[index]])),
      );
    }),
  );
});

test("any words are read, or refused in a line that says why", () => {
  fc.assert(
    fc.property(parameters, commandLine, (list, words) => {
      let said = "";
      const command = run((text) => void (said += text));
      try {
        const read = readParameters({ family: "Load", parameters: list }, words, command);
        for (const [key, value] of Object.entries(read)) {
          expect(list.map((each) => each.name)).toContain(key);
          expect(typeof value).toBe("string");
        }
      } catch (error) {
        expect(error).toBeInstanceOf(CommanderError);
        expect(said).toMatch(/^error: /);
      }
      expect(taskHelp({ family: "Load", parameters: list }, command)).toContain("Usage: pipewright run Load");
    }),
  );
});

test("any ends of a range are read, or refused in a line that says why", () => {
  const end = fc.option(valueText, { nil: undefined });
  fc.assert(
    fc.property(parameters, end, end, end, end, end, (list, from, to, last, range, over) => {
      try {
        const read = rangeOf({ from, to, last, range, over }, { family: "Load", parameters: list });
        if (read !== undefined) for (const text of [read.from, read.to]) expect(typeof text).toBe("string");
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
        expect((error as UserError).message).not.toBe("");
      }
    }),
    { numRuns: 1000 },
  );
});
