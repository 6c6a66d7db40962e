import { describe, expect, it } from "vitest";
import { fit, recentre, reveal, zoomAt } from "../../webview/graph/viewport.ts";

const screen = { width: 400, height: 300 };

describe("the viewport", () => {
  it("shows a large graph whole, in the middle", () => {
    expect(fit({ width: 800, height: 200 }, screen)).toEqual({ x: 0, y: 100, zoom: 0.5 });
  });

  it("does not blow a small graph up", () => {
    expect(fit({ width: 100, height: 100 }, screen)).toEqual({ x: 150, y: 100, zoom: 1 });
  });

  it("keeps what is under the pointer there while it zooms", () => {
    const before = { x: 20, y: -10, zoom: 1 };
    const after = zoomAt(before, 1.5, { x: 120, y: 90 });
    expect(after.zoom).toBe(1.5);
    expect(100 * after.zoom + after.x).toBe(120);
    expect(100 * after.zoom + after.y).toBe(90);
  });

  it("zooms only so far", () => {
    expect(zoomAt({ x: 0, y: 0, zoom: 1 }, 100, { x: 0, y: 0 }).zoom).toBe(2);
    expect(zoomAt({ x: 0, y: 0, zoom: 1 }, 0.001, { x: 0, y: 0 }).zoom).toBe(0.02);
  });

  it("keeps what is in the middle there when the screen becomes another one", () => {
    expect(recentre({ x: 20, y: -10, zoom: 2 }, screen, { width: 200, height: 400 })).toEqual({
      x: -80,
      y: 40,
      zoom: 2,
    });
  });

  it("moves to what is outside, and stays for what is seen", () => {
    const viewport = { x: 0, y: 0, zoom: 1 };
    expect(reveal(viewport, { x: 100, y: 100, width: 50, height: 50 }, screen)).toEqual(viewport);
    expect(reveal(viewport, { x: 500, y: 100, width: 50, height: 50 }, screen)).toEqual({ x: -166, y: 0, zoom: 1 });
    expect(reveal(viewport, { x: -30, y: 100, width: 50, height: 50 }, screen)).toEqual({ x: 46, y: 0, zoom: 1 });
  });
});
