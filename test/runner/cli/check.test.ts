import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import sarif from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import { Ajv } from "ajv";
import { beforeEach, describe, expect, test } from "vitest";
import type { Problem } from "../../../src/protocol/task-index.ts";
import { lines, pipewright, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `import { DateParameter, LocalTarget, StringParameter, Task } from "pipewright";
throw new Error("Nobody runs me.");

export class Forgets extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget("data/out.csv");
  }
}
export class Text extends Task.with({ date: StringParameter() }) {}
`;
const FINE = `import { Task } from "pipewright";
export class Fine extends Task {}
`;

const temporaryFolder = temporaryFolders();
let root: string;
const call = (...args: string[]) => pipewright(root, ["check", ...args]);
const rewrite = (text: string) => writeFileSync(path.join(root, "tasks/tasks.ts"), text);

beforeEach(() => {
  root = temporaryFolder();
  writeProject(root, TASKS);
});

describe("pipewright check", () => {
  test("says where it is, how bad, what to do, what can be done for one, and how many there are", async () => {
    const { exitCode, stdout, stderr } = await call();
    expect(exitCode).toBe(1);
    expect(stderr).toBe("");
    expect(stdout.replace(/\S*docs\/findings/, "…/docs/findings")).toBe(
      `tasks/tasks.ts:5:3 error output() of Forgets does not depend on date: tasks that differ only there share one output, and all but the first are never run. Put date into the output, or say \`significant: false\`. output-ignores-parameter
  tasks/tasks.ts:4:42 The parameter date
  The editor can do it: Put date into the path, or Say that date makes no difference.
tasks/tasks.ts:9:39 warning The parameter date of Text is any text: a wrong date is not noticed, and no backfill can run over it. Use DateParameter(). date-as-string
  The editor can do it: Make it a DateParameter.
2 tasks, 1 error, 1 other finding.
What each of them means, and how to silence it: …/docs/findings/<code>.md
`,
    );
  });

  test("exits 0 with warnings alone, and with nothing", async () => {
    rewrite(TASKS.replace(/export class Forgets[\s\S]*?\n}\n/, ""));
    expect(await call()).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("1 other finding.") });
    rewrite(FINE);
    expect(await call()).toMatchObject({ exitCode: 0, stdout: "1 task, 0 errors, 0 other findings.\n" });
  });

  test("leads to a page that is there", async () => {
    const [, page = ""] = /silence it: (.*)<code>\.md/.exec((await call()).stdout) ?? [];
    expect(readFileSync(`${path.resolve(root, page)}/output-ignores-parameter.md`, "utf8")).toMatch(/^# An output/);
  });

  test("names files as they are called from where it was started", async () => {
    const { stdout } = await pipewright(path.dirname(root), ["check", "--cwd", root]);
    expect(stdout).toContain(`\n${path.basename(root)}/tasks/tasks.ts:9:39 warning `);
  });

  test("prints one finding a line for programs, with its places and its cures", async () => {
    const { exitCode, stdout } = await call("--json");
    expect(exitCode).toBe(1);
    expect(lines<Problem>(stdout)).toEqual([
      expect.objectContaining({
        event: "problem",
        code: "output-ignores-parameter",
        file: "tasks/tasks.ts",
        line: 5,
        column: 3,
        endLine: 5,
        endColumn: 9,
        fixes: [expect.objectContaining({ title: "Put date into the path" }), expect.anything()],
      }),
      expect.objectContaining({ code: "date-as-string", severity: "warning" }),
    ]);
  });
});

describe("the report for code scanning", () => {
  // It names itself as an older draft does; all that it uses means the same in a newer one.
  const { id: _id, $schema: _draft, ...schema } = sarif;
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
  const report = async () => JSON.parse((await call("--sarif")).stdout);

  test.each([
    ["findings", TASKS],
    ["no finding", FINE],
    ["a file that can not be read", "export class {"],
  ])("is SARIF 2.1.0 with %s", async (_, tasks) => {
    rewrite(tasks);
    validate(await report());
    expect(validate.errors).toBeNull();
  });

  test("has the finding with its rule, its page, its places and its cures", async () => {
    const [run] = (await report()).runs;
    const [result] = run.results;
    const rule = run.tool.driver.rules[result.ruleIndex];
    expect(rule).toMatchObject({ id: "output-ignores-parameter", help: { markdown: expect.stringMatching(/^# An /) } });
    expect(result).toMatchObject({
      ruleId: "output-ignores-parameter",
      level: "error",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "tasks/tasks.ts" },
            region: { startLine: 5, startColumn: 3, endLine: 5, endColumn: 9 },
          },
        },
      ],
      relatedLocations: [{ message: { text: "The parameter date" } }],
      fixes: [{ description: { text: "Put date into the path" } }, {}],
    });
  });

  test("calls a finding the same when it has moved, and two findings not the same", async () => {
    const fingerprints = async () =>
      (await report()).runs[0].results.map(
        ({ partialFingerprints }: { partialFingerprints: object }) => Object.values(partialFingerprints)[0],
      );
    const before = await fingerprints();
    rewrite(`\n\n// a comment\n${TASKS}`);
    expect(await fingerprints()).toEqual(before);
    expect(new Set(before).size).toBe(2);
  });
});
