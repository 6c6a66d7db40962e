import { expect, it } from "vitest";
import { parsePanelMessage } from "../../../src/extension/model/panel-message.ts";

it("takes the messages that the panel sends, and nothing more of them", () => {
  expect(parsePanelMessage({ type: "ready" })).toEqual({ type: "ready" });
  expect(parsePanelMessage({ type: "run", family: "A", params: { date: "x" } })).toEqual({ type: "run", family: "A" });
});

it.each([undefined, null, "ready", {}, { type: "run" }, { type: "run", family: 1 }, { type: "delete", family: "A" }])(
  "refuses %j",
  (message) => {
    expect(parsePanelMessage(message)).toBeUndefined();
  },
);
