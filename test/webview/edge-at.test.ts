import { expect, it } from "vitest";
import { edgeAt } from "../../webview/graph/edge-at.ts";
import type { GraphLayout } from "../../webview/graph/graph-model.ts";

const layout: GraphLayout = {
  flow: "right",
  width: 400,
  height: 300,
  nodes: {},
  paths: [
    [
      { x: 0, y: 0 },
      { x: 100, y: 0 },
    ],
    [
      { x: 0, y: 0 },
      { x: 100, y: 100 },
    ],
    // Back against the flow: it leaves to the right, and comes in from the left.
    [
      { x: 300, y: 200 },
      { x: 200, y: 200 },
    ],
  ],
};

it("an edge is found where it is drawn, and the nearest of several", () => {
  expect(edgeAt(layout, { x: 60, y: 3 }, 6)).toBe(0);
  expect(edgeAt(layout, { x: 50, y: 50 }, 6)).toBe(1);
  expect(edgeAt(layout, { x: 309, y: 200 }, 6)).toBe(2);
});

it("no edge is found beside all of them, however near the line between its ends", () => {
  expect(edgeAt(layout, { x: 60, y: 20 }, 6)).toBeUndefined();
  expect(edgeAt(layout, { x: 20, y: 40 }, 6)).toBeUndefined();
  expect(edgeAt({ ...layout, paths: [] }, { x: 0, y: 0 }, 6)).toBeUndefined();
});
