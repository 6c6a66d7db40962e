import { describe, expect, test } from "vitest";
import { taskError } from "../../../src/runner/worker/task-error.ts";

function thrown(message: string, ...frames: string[]): Error {
  const error = new Error(message);
  error.stack = [`Error: ${message}`, ...frames.map((frame) => `    at ${frame}`)].join("\n");
  return error;
}

describe("the place of an error", () => {
  test("is the nearest line of the project's own code", () => {
    const error = thrown(
      "no such table",
      "Database.query (/project/node_modules/db/index.js:10:3)",
      "readSales (/project/lib/sales.ts:7:11)",
      "DumpSales.run (/project/tasks/dump-sales.ts:12:20)",
    );
    expect(taskError(error, "/project").location).toEqual({ file: "/project/lib/sales.ts", line: 7, column: 11 });
  });

  test("is found in frames without a function, in async frames and in file URLs", () => {
    expect(taskError(thrown("x", "/project/a.ts:1:2"), "/project").location).toEqual({
      file: "/project/a.ts",
      line: 1,
      column: 2,
    });
    expect(taskError(thrown("x", "async file:///project/b%20c.ts:3:4"), "/project").location).toEqual({
      file: "/project/b c.ts",
      line: 3,
      column: 4,
    });
  });

  test("is left out where the project's code has no part in it", () => {
    const error = thrown(
      "x",
      "f (/elsewhere/a.ts:1:1)",
      "g (node:fs:1:1)",
      "h (/project/.pipewright/cache/bundles/x/tasks.mjs:1:1)",
    );
    expect(taskError(error, "/project").location).toBeUndefined();
  });
});

describe("what is thrown", () => {
  test("may be anything", () => {
    expect(taskError("just text", "/project")).toEqual({ message: "Thrown: just text" });
    expect(taskError({ code: 7 }, "/project")).toEqual({ message: "Thrown: { code: 7 }" });
    expect(taskError(new AggregateError([new Error("a"), new Error("b")]), "/project").message).toBe("a; b");
  });

  test("keeps its causes in the stack", () => {
    const error = new Error("outer", { cause: new Error("inner") });
    expect(taskError(error, "/project").stack).toMatch(/^Error: outer[\s\S]*Caused by: Error: inner/);
  });

  test("loses the frames at the bottom that are ours, not its author's", () => {
    const error = thrown(
      "x",
      "DumpSales.run (/project/a.ts:1:1)",
      "process.processTicksAndRejections (node:internal/process/task_queues:104:5)",
    );
    expect(taskError(error, "/project").stack).toBe("Error: x\n    at DumpSales.run (/project/a.ts:1:1)");
  });
});
