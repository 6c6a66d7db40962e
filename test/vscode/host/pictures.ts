import path from "node:path";
import { it } from "node:test";
import type { Workbench } from "./workbench.ts";

const FOLDER = path.resolve(import.meta.dirname, "../../../artifacts/screenshots");

/** Where a picture of this name belongs: `artifacts/screenshots/a-task-runs.png`. */
export function pictureFile(name: string): string {
  return path.join(FOLDER, `${name.replaceAll(/\W+/g, "-")}.png`);
}

/** A test that leaves a picture of the workbench, however it ends. */
export function leavingPicture(name: string, workbench: () => Workbench, test: () => Promise<void>): void {
  void it(name, async () => {
    try {
      await test();
    } finally {
      await workbench().screenshot(pictureFile(name));
    }
  });
}
