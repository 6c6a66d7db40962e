import { describe, expect, it } from "vitest";
import { hoverText } from "../../../src/extension/model/hover-text.ts";
import { relativesOf } from "../../../src/extension/model/relatives.ts";
import { taskNamed } from "../../../src/extension/model/task-named.ts";
import type { TaskRunRecord } from "../../../src/protocol/history-record.ts";
import { indexOf, taskClass } from "../tasks.ts";

const index = indexOf({ Dump: [], Load: ["Dump", "Dump"], Report: ["Load", "Dump"], Other: [] });
const linkTo = ({ file, line }: { file: string; line: number }) => `${file}#L${line}`;

it("tells a class's parameters, what it requires and what requires it, with links", () => {
  const task = taskClass("Load", {
    parameters: [
      ["date", "date"],
      ["batch", "int", "500"],
    ],
  });
  expect(hoverText(task, index, linkTo)).toBe(
    [
      "**Load** — a task",
      "- `date: date`\n- `batch: int = 500`",
      "Requires [Dump](tasks.ts#L1)",
      "Required by [Report](tasks.ts#L1)",
    ].join("\n\n"),
  );
});

it("tells of tags, a schedule and what a parameter is for, as they are written", () => {
  const [parameter] = taskClass("Old").parameters;
  const task = {
    ...taskClass("Old"),
    kind: "external" as const,
    tags: ["end_of_month"],
    schedule: "0 5 * * *",
    parameters: [{ ...parameter, name: "top", type: "int", significant: false, description: "how many *rows*" }],
  };
  expect(hoverText(task, index, linkTo)).toBe(
    "**Old** — made by something else · #end\\_of\\_month · `0 5 * * *`\n\n- `top: int` — not significant, how many \\*rows\\*",
  );
});

it("tells how the last runs went: which date, when, and how long they took", () => {
  const run = { family: "Load", runId: "r", attempts: 1, startedAt: "2020-01-01T00:00:00.000Z" };
  const runs: TaskRunRecord[] = [
    { ...run, taskId: "a", params: { date: "2026-11-25" }, status: "failed", durationMs: 2100 },
    {
      ...run,
      taskId: "b",
      params: { date: "2026-11-24", top: "5" },
      status: "pending",
      attempts: 0,
      durationMs: 0,
    },
  ];
  const text = hoverText(taskClass("Load"), index, linkTo, { runs });
  expect(text.split("\n\n").slice(-2)).toEqual([
    "Last runs",
    expect.stringMatching(
      /^- \$\(error\) failed · 2026\\-11\\-25 · .* ago · 2\.1 s\n- \$\(circle-slash\) pending · 2026\\-11\\-24, top=5 · .* ago$/,
    ),
  ]);
});

it("leads to the log of a run that has one, and ends with what can be done", () => {
  const run: TaskRunRecord = {
    family: "Load",
    runId: "r",
    taskId: "a",
    attempts: 1,
    params: {},
    status: "ran",
    startedAt: "2020-01-01T00:00:00.000Z",
  };
  const text = hoverText(taskClass("Load"), index, linkTo, {
    runs: [{ ...run, log: "logs/1.log" }, run],
    linkToLog: ({ log }) => log && `command:show?${log}`,
    actions: [
      { title: "$(play) Run", link: "command:run" },
      { title: "$(debug-alt) Debug", link: "command:debug" },
    ],
  });
  expect(text.split("\n\n").slice(-2)).toEqual([
    expect.stringMatching(/^- \$\(pass[^)]*\) \[ran\]\(command:show\?logs\/1\.log\) .*\n- \$\(pass[^)]*\) ran · /),
    "[$(play) Run](command:run) · [$(debug-alt) Debug](command:debug)",
  ]);
});

it("does not name hundreds of neighbours", () => {
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`Use${n}`, ["Dump"]]));
  const text = hoverText(taskClass("Dump"), indexOf({ Dump: [], ...many }), linkTo);
  expect(text).toMatch(/\[Use11\]\([^)]*\), 28 more$/);
});

it("knows each neighbour once", () => {
  const { upstream, downstream } = relativesOf(index, "Dump");
  expect(upstream).toEqual([]);
  expect(downstream.map(({ family }) => family)).toEqual(["Load", "Report"]);
});

describe("a name in the code", () => {
  const here = taskClass("Dump", { file: "here.ts" });
  const there = { ...taskClass("Sales", { file: "there.ts" }), exportName: "Dump" };
  const tasks = { tasks: [there, here], edges: [], problems: [] };

  it("means the class of its own file first, then one that is exported by it", () => {
    expect(taskNamed(tasks, "Dump", "here.ts")).toBe(here);
    expect(taskNamed(tasks, "Dump", "elsewhere.ts")).toBe(there);
    expect(taskNamed(tasks, "Sales", "here.ts")).toBe(there);
    expect(taskNamed(tasks, "Nothing", "here.ts")).toBeUndefined();
  });
});
