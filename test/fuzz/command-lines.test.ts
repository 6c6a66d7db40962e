import { type Command, CommanderError } from "commander";
import fc from "fast-check";
import { expect, test } from "vitest";
import { completeWords } from "../../src/runner/cli/completion/complete-words.ts";
import { createProgram } from "../../src/runner/cli/program.ts";
import { commandLine } from "./words.ts";

/** What becomes of a command line: the command that would run, or what is said against it. */
async function read(words: readonly string[]): Promise<{ called?: Command; error?: unknown; said: string }> {
  let said = "";
  let called: Command | undefined;
  const program = createProgram();
  for (const command of [program, ...program.commands]) {
    command.configureOutput({ writeErr: (text) => void (said += text), writeOut: (text) => void (said += text) });
    if (command !== program) command.action((...given: unknown[]) => void (called = given.at(-1) as Command));
  }
  try {
    await program.parseAsync(words, { from: "user" });
    return { called, said };
  } catch (error) {
    return { error, said };
  }
}

test("any command line calls a command, shows a help, or is refused in a line that says why", async () => {
  await fc.assert(
    fc.asyncProperty(commandLine, async (words) => {
      const { called, error, said } = await read(words);
      if (error === undefined) expect(called).toBeDefined();
      else expect(error).toBeInstanceOf(CommanderError);
      if (error instanceof CommanderError) {
        expect(said).toMatch(error.exitCode === 0 ? /./ : /^(error: |Usage: )/);
        expect(said).not.toMatch(/^\s+at .*:\d+:\d+/m);
      }
    }),
    { numRuns: 3000 },
  );
});

test("any command line is completed without an error, and by no more than what fits", async () => {
  await fc.assert(
    fc.asyncProperty(commandLine, async (words) => {
      const found = await completeWords(createProgram(), words, async () => []);
      if (typeof found === "string") return;
      const typed = words.at(-1) ?? "";
      for (const { value } of found) expect(typed === "=" || value.startsWith(typed)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
