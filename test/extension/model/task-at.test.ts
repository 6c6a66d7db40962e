import { expect, it } from "vitest";
import { taskAt, tasksOf } from "../../../src/extension/model/task-at.ts";
import { taskClass } from "../tasks.ts";

const index = {
  tasks: [
    taskClass("Second", { lines: [20, 30] }),
    taskClass("First", { lines: [3, 15] }),
    taskClass("Elsewhere", { file: "other.ts", lines: [1, 99] }),
    taskClass("Inner", { lines: [22, 25] }),
  ],
  edges: [],
  problems: [],
};

it.each([
  [3, "First"],
  [15, "First"],
  [17, undefined],
  [23, "Inner"],
  [26, "Second"],
])("finds on line %d the class %s", (line, family) => {
  expect(taskAt(index, "tasks.ts", line)?.family).toBe(family);
});

it("lists the classes of a file from top to bottom", () => {
  expect(tasksOf(index, "tasks.ts").map(({ family }) => family)).toEqual(["First", "Second", "Inner"]);
});
