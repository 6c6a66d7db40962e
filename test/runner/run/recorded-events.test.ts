import { expect, test } from "vitest";
import type { RunEvent } from "../../../src/protocol/run-event.ts";
import { RecordedEvents } from "../../../src/runner/run/recorded-events.ts";

const warned = (message: string): RunEvent => ({ event: "warned", time: "2026-01-01T00:00:00Z", message });

/** A recorder that writes down what happens, as the listener does. */
function listening(commit: () => void = () => {}) {
  const story: string[] = [];
  const recorder = {
    record: (event: RunEvent) => void story.push(`kept ${(event as { message: string }).message}`),
    together: <T>(work: () => T): T => {
      const result = work();
      commit();
      story.push("written");
      return result;
    },
  };
  const events = new RecordedEvents(recorder, (event) => story.push(`heard ${(event as { message: string }).message}`));
  return { events, story };
}

test("what is told together is heard once it is written, in its order", () => {
  const { events, story } = listening();
  events.emit(warned("first"));
  const result = events.together(() => {
    events.emit(warned("second"));
    events.together(() => events.emit(warned("third")));
    return 3;
  });
  events.emit(warned("fourth"));
  expect(result).toBe(3);
  expect(story).toEqual([
    "kept first",
    "heard first",
    "kept second",
    "kept third",
    "written",
    "heard second",
    "heard third",
    "kept fourth",
    "heard fourth",
  ]);
});

test("of what could not be written nobody hears, and what comes after it is heard alone", () => {
  const { events, story } = listening(() => {
    throw new Error("database or disk is full");
  });
  expect(() => events.together(() => events.emit(warned("lost")))).toThrow("full");
  events.emit(warned("after"));
  expect(story).toEqual(["kept lost", "kept after", "heard after"]);
});
