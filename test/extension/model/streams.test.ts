import { describe, expect, it } from "vitest";
import { LineSplitter } from "../../../src/extension/model/line-splitter.ts";
import { parseHistoryLine, parseRunEvent } from "../../../src/extension/model/parse-line.ts";
import { Events } from "../events.ts";

describe("the lines of a stream", () => {
  it("come whole, however the stream is cut", () => {
    const lines = new LineSplitter();
    expect(lines.push('{"a":1}\n{"b"')).toEqual(['{"a":1}']);
    expect(lines.push(":2}\r\n\n")).toEqual(['{"b":2}']);
    expect(lines.push("rest")).toEqual([]);
    expect(lines.end()).toEqual(["rest"]);
    expect(lines.end()).toEqual([]);
  });
});

describe("a line of the runner", () => {
  it("is an event where we know it", () => {
    const event = new Events().started("A");
    expect(parseRunEvent(JSON.stringify(event))).toEqual(event);
    expect(parseHistoryLine('{"event":"failure","taskId":"A"}')).toEqual({ event: "failure", taskId: "A" });
  });

  it.each(["not JSON", "null", "[]", '{"event":"toString"}', '{"event":"ofTheFuture"}', '{"event":1}'])(
    "is nothing when it is %s",
    (line) => {
      expect(parseRunEvent(line)).toBeUndefined();
      expect(parseHistoryLine(line)).toBeUndefined();
    },
  );
});
