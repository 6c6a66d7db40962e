import { expect, test } from "vitest";
import { attemptLogNames, joinLogs } from "../../../src/extension/model/attempt-logs.ts";

const title = (attempt: number) => `Attempt ${attempt}`;

test("the logs of the attempts at a task are called alike", () => {
  const names = attemptLogNames("Load_2026.1_a.12.log");
  expect([names?.attempt, names?.of(3)]).toEqual([12, "Load_2026.1_a.3.log"]);
  expect(attemptLogNames("notes.log")).toBeUndefined();
});

test("a single log stays as it is, with nothing to fold", () => {
  expect(joinLogs([{ attempt: 1, text: "a\nb\n" }], title)).toEqual({ text: "a\nb\n", attempts: [] });
});

test("several logs stand under each other, each with its title, and can be folded one by one", () => {
  const { text, attempts } = joinLogs(
    [
      { attempt: 1, text: "a\nb\n" },
      { attempt: 2, text: "" },
      { attempt: 3, text: "c\n" },
    ],
    title,
  );
  expect(text).toBe("Attempt 1\na\nb\n\nAttempt 2\n\n\nAttempt 3\nc\n");
  const lines = text.split("\n");
  expect(attempts.map(({ start, end }) => [lines[start], lines[end]])).toEqual([
    ["Attempt 1", "b"],
    ["Attempt 2", ""],
    ["Attempt 3", "c"],
  ]);
});
