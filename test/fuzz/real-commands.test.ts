import { existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pipewright, type Said, writeProject } from "../support/command.ts";
import { valueText } from "./words.ts";

const TASKS = `
import { BoolParameter, DateParameter, DictParameter, IntParameter, LocalTarget, Task } from "pipewright";

export class Load extends Task.with({
  date: DateParameter(),
  batchSize: IntParameter({ default: 500 }),
  noHeader: BoolParameter({ default: false }),
  more: DictParameter({ default: {} }),
}) {
  static readonly schedule = "0 10 * * *";
  output() {
    return new LocalTarget(\`load/\${this.date}-\${this.taskId}.txt\`);
  }
  async run() {
    await this.output().write("loaded");
  }
}
`;

// Each command line is a process: few of them, since the programs' parts have seen thousands in the tests beside this one.
const RUNS = 12;

let root: string;
beforeAll(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), "pipewright-"));
  writeProject(root, TASKS);
  // The index and the bundle are made once.
  expect((await pipewright(root, ["plan", "Load", "--date", "2026-11-24"])).exitCode).toBe(0);
});
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));

/** What no argument of a process can hold. */
const argument = valueText.filter((text) => !text.includes("\u0000"));

function isHelpful({ exitCode, stdout, stderr }: Said, words: readonly string[]): void {
  const asked = JSON.stringify(words);
  expect(stdout + stderr, asked).not.toMatch(/^\s+at .*:\d+:\d+|This is a bug in Pipewright/m);
  // A help that was asked for, or what exists, is no mistake.
  if (exitCode === 0) {
    expect(stdout, asked).not.toBe("");
    return;
  }
  expect(exitCode, asked).toBe(2);
  expect(stdout, asked).toBe("");
  expect(stderr.trim(), asked).not.toBe("");
}

/** Runs a command with words in random places; what it could do to the machine or for ever is left out. */
function commandsLike(...shapes: readonly Shape[]): fc.Arbitrary<string[]> {
  return fc
    .tuple(fc.constantFrom(...shapes), fc.array(argument, { minLength: 4, maxLength: 4 }))
    .map(([shape, texts]) => shape.map((word, at) => word ?? (texts[at % texts.length] as string)));
}

type Shape = readonly (string | null)[];

const SHAPES: Readonly<Record<string, readonly Shape[]>> = {
  "values of parameters": [
    ["plan", "Load", "--date", null],
    ["plan", "Load", "--date=2026-11-24", "--batch-size", null],
    ["plan", "Load", "--date=2026-11-24", "--more", null],
    ["plan", "Load", "--no-header", null],
  ],
  ranges: [
    ["plan", "Load", "--from", null, "--to", null],
    ["plan", "Load", "--range", null],
    ["plan", "Load", "--last", null],
  ],
  names: [
    ["plan", null],
    ["logs", null, null],
    ["backfills", null],
    ["logs", "Load", null, null],
  ],
  options: [
    ["plan", "Load", "--over", null, "--limit", null],
    ["graph", "--format", null],
    ["history", "--limit", null],
    ["schedule", "--time-zone", null],
    ["schedule", "--kubernetes", "--image", null, "--last", null],
  ],
  words: [[null], [null, null], ["status", null], ["check", null], ["completion", null], ["status", "--cwd", null]],
};

describe.each(Object.entries(SHAPES))("wrong %s", (_what, shapes) => {
  test("end with 2 and a line that helps, or are right", async () => {
    await fc.assert(
      fc.asyncProperty(commandsLike(...shapes), async (words) => isHelpful(await pipewright(root, words), words)),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(existsSync(path.join(root, "load"))).toBe(false);
  });
});

test("a wrong value in the environment is refused as one on the command line is", async () => {
  await fc.assert(
    fc.asyncProperty(argument, async (text) => {
      const said = await pipewright(root, ["plan", "Load"], { PIPEWRIGHT_LOAD__DATE: text });
      isHelpful(said, [text]);
      if (said.exitCode === 2) expect(said.stderr).toContain('parameter "date"');
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});
