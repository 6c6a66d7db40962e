import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startServer } from "./server.ts";
import { openWorkbench } from "./workbench.ts";

export interface InHostOptions {
  /** The extension's folder. */
  readonly extension: string;
  /** The module with `run()`, which leaves `report.txt` and `result.json` in `$VSCODE_HOST_ROOT`. */
  readonly tests: string;
  /** The workspace's folder. */
  readonly folder: string;
  /** Where a picture of the workbench goes when tests fail. */
  readonly screenshot: string;
}

export interface InHostResult {
  readonly report: string;
  readonly passed: number;
  readonly failed: number;
}

/** Against a host that hangs, and no measure: each test has a limit of its own. */
const TIMEOUT_MS = 3_600_000;

/**
 * Runs tests inside a real extension host.
 *
 * VS Code's own exit code says nothing of a host that crashed, so the tests' result counts only from the file that they
 * leave at their very end.
 */
export async function runInHost({ extension, tests, folder, screenshot }: InHostOptions): Promise<InHostResult> {
  const server = await startServer({ driver: true });
  const inRoot = (name: string) => path.join(server.root, name);
  try {
    const { promise: exited, resolve: exit } = Promise.withResolvers<string>();
    const workbench = await openWorkbench(server, {
      folder,
      developmentPath: extension,
      testsPath: tests,
      beforeLoad: async (page) => {
        // The workbench calls it, where there is one, when the tests are over.
        await page.exposeFunction("codeAutomationExit", (code: number) => exit(`the tests ended with code ${code}`));
        page.on("crash", () => exit("the page crashed"));
      },
    });
    try {
      const late = sleep(TIMEOUT_MS, `no result in ${TIMEOUT_MS} ms`, { ref: false });
      const how = await Promise.race([exited, server.ended.then(() => "the server ended"), late]);
      const report = existsSync(inRoot("report.txt")) ? await readFile(inRoot("report.txt"), "utf8") : "";
      if (!existsSync(inRoot("result.json"))) {
        await workbench.screenshot(screenshot);
        return { report: `${report}\nNo result was left: ${how}.`, passed: 0, failed: 1 };
      }
      const { passed, failed } = JSON.parse(await readFile(inRoot("result.json"), "utf8")) as InHostResult;
      if (failed > 0) await workbench.screenshot(screenshot);
      return { report, passed, failed };
    } finally {
      await workbench.close();
    }
  } finally {
    await server.stop();
  }
}
