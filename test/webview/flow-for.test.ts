import { describe, expect, it } from "vitest";
import { flowFor } from "../../webview/graph/flow-for.ts";

describe("the flow that suits a panel", () => {
  it("follows its longer side", () => {
    expect(flowFor({ width: 500, height: 800 }, "right")).toBe("down");
    expect(flowFor({ width: 800, height: 500 }, "down")).toBe("right");
  });

  it("stays as it was where both sides are alike, or there are none yet", () => {
    for (const before of ["right", "down"] as const) {
      expect(flowFor({ width: 700, height: 720 }, before)).toBe(before);
      expect(flowFor({ width: 720, height: 700 }, before)).toBe(before);
      expect(flowFor({ width: 0, height: 0 }, before)).toBe(before);
    }
  });
});
