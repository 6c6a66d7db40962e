// What runs have really required, where the source tells something else, on the page of `pipewright serve`.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pipewright } from "../support/command.ts";
import { eventually } from "../vscode/in-host/eventually.ts";
import { ServedPage } from "./served-page.ts";

describe("what runs have shown, in the graph", { timeout: 600_000 }, () => {
  let served: ServedPage;

  before(async () => {
    served = await ServedPage.open(path.join(import.meta.dirname, "observed"));
  });
  after(() => served?.close());

  const edgesShown = (count: number) => served.page.locator(`.graph[data-nodes="3"][data-edges="${count}"]`).waitFor();

  /** Puts the pointer halfway between two classes, on their edge. */
  const pointTo = async (to: string, from: string) => {
    const [left, right] = [await served.node(to).boundingBox(), await served.node(from).boundingBox()];
    assert.ok(left && right);
    const start = { x: left.x + left.width, y: left.y + left.height / 2 };
    const end = { x: right.x, y: right.y + right.height / 2 };
    await served.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2);
  };
  /** What the graph says of what is under the pointer, in the end. */
  const says = (what: RegExp) =>
    eventually(
      async () => (await served.page.locator(".graph").getAttribute("title")) ?? "",
      (text) => what.test(text),
      60,
    );

  it("is an edge that the source does not tell of, marked as such, as soon as a run has been", async () => {
    await edgesShown(1);
    const { exitCode } = await pipewright(served.folder, ["run", "Chosen"]);
    assert.equal(exitCode, 0);
    await edgesShown(2);
    await pointTo("Raw", "Chosen");
    const text = await says(/only runs have shown it/);
    assert.match(text, /Chosen requires Raw/);
    await served.picture("an edge that only runs have shown");
  });

  it("is a mark on an edge of the source that runs went without", async () => {
    await pointTo("Raw", "Doubted");
    const text = await says(/Doubted requires Raw/);
    assert.match(text, /always/);
    await served.node("Chosen").focus();
    const { exitCode } = await pipewright(served.folder, ["run", "Doubted"]);
    assert.equal(exitCode, 0);
    // The pointer rests meanwhile: what it rests on says what is true now.
    await says(/1 of 1 runs did not require it/);
    assert.equal(await served.page.locator(":focus").getAttribute("data-family"), "Chosen");
  });

  it("is in the picture that is saved", async () => {
    const { page } = served;
    await page.getByRole("button", { name: "Save as…", exact: true }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: "SVG", exact: true }).click();
    const svg = await readFile(await (await download).path(), "utf8");
    assert.match(svg, /stroke-dasharray="10 4 2 4"/);
    assert.match(svg, /≠/);
  });

  it("left no error behind", () => {
    assert.deepEqual(served.complaints, []);
  });
});
