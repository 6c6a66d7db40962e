import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { recall, remember } from "../../../src/runner/bundle/bundle-cache.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const folders = temporaryFolders();

test("one process may leave word of a bundle many times at once, as a page does that asks for several plans", async () => {
  const folder = folders();
  const [input, manifest] = [path.join(folder, "tasks.ts"), path.join(folder, "bundles", "a.json")];
  const module = path.join(folder, "bundles", "b", "tasks.mjs");
  mkdirSync(path.dirname(module), { recursive: true });
  for (const file of [input, module]) writeFileSync(file, "");
  await Promise.all(Array.from({ length: 20 }, () => remember(manifest, "1", module, [input])));
  expect(await recall(manifest, "1")).toBe(module);
  expect(readdirSync(path.dirname(manifest)).sort()).toEqual(["a.json", "b"]);
});
