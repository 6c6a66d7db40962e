import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { loadEsbuild } from "../../../src/runner/bundle/load-esbuild.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const temporaryFolder = temporaryFolders();

describe("the compiler", () => {
  test("is the one installed with this program, not the project's, whatever that is", async () => {
    const root = temporaryFolder();
    const folder = path.join(root, "node_modules/esbuild");
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "package.json"), '{ "main": "main.cjs" }');
    await writeFile(path.join(folder, "main.cjs"), 'throw new Error("The project\'s own was loaded.");');
    const { transform } = await loadEsbuild(root);
    expect((await transform("const a: number = 1", { loader: "ts" })).code).toBe("const a = 1;\n");
  });
});
