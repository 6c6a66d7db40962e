import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, test } from "vitest";
import { openHistory } from "../../../src/runner/history/open-history.ts";
import { isRunning, processIdentity } from "../../../src/runner/history/process-identity.ts";
import { loadProject } from "../../../src/runner/project/load-project.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const folder = temporaryFolders();
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** A process that writes a run into the folder's history, for ever in the middle of its last task. */
function startWriter(root: string, minute: number, count: number) {
  const script = path.join(import.meta.dirname, "record-and-wait.ts");
  const child = spawn(process.execPath, [script, root, String(minute), String(count)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout });
  let acknowledged = 0;
  lines.on("line", (line) => (acknowledged = Number(line)));
  return {
    acknowledged: () => acknowledged,
    /** Waits until it has recorded so many. */
    reach: async (wanted: number) => {
      await new Promise<void>((resolve) => {
        const look = () => {
          if (acknowledged >= wanted) resolve();
        };
        lines.on("line", look);
        look();
      });
    },
    kill: async () => {
      child.kill("SIGKILL");
      await once(child, "close");
    },
  };
}

async function open(root: string) {
  return openHistory(await loadProject(root), (message) => expect.fail(message));
}

describe("a runner that is killed", () => {
  test("loses nothing that was flushed", async () => {
    const root = folder();
    const writer = startWriter(root, 1, 100_000);
    await writer.reach(50);
    await writer.kill();
    const history = await open(root);
    expect(history.taskRuns({ family: "Load" }, 100_000).length).toBeGreaterThanOrEqual(writer.acknowledged());
    history.close();
  });

  test("leaves a run and a task run that are shown as crashed, and its attempt's outputs to clean up after", async () => {
    const root = folder();
    const writer = startWriter(root, 1, 3);
    await writer.reach(3);
    const history = await open(root);
    expect(history.crashedRuns(), "while it lives").toEqual([]);
    expect(history.runs(1)).toMatchObject([{ status: "running" }]);

    await writer.kill();
    const crashed = history.crashedRuns();
    expect(crashed.flatMap(({ attempts }) => attempts)).toEqual([
      {
        taskId: "Load_run1-3_0123456789",
        outputs: ["data/Load_run1-3_0123456789.csv"],
        worker: expect.stringMatching(/^\d+@\S+ /),
      },
    ]);
    history.markCrashed(crashed);
    expect(history.crashedRuns(), "a second time").toEqual([]);
    expect(history.runs(1)).toMatchObject([{ status: "crashed" }]);
    expect(history.failures()).toMatchObject([{ taskId: "Load_run1-3_0123456789", status: "crashed" }]);
    expect(history.familyStatuses()).toMatchObject([{ counts: { ran: 2, crashed: 1 }, last: { status: "crashed" } }]);
    history.close();
  });

  test("is told from another process that got its id", async () => {
    const own = processIdentity(process.pid);
    expect(isRunning(own)).toBe(true);
    if (process.platform !== "linux") return;
    expect(isRunning(own.replace(/\d+$/, "1"))).toBe(false);
  });

  test("is not taken for dead by another machine that shares the folder, and was known before machines were told apart", () => {
    const own = processIdentity(process.pid);
    const [, host = ""] = /@(\S+)/.exec(own) ?? [];
    expect(host).toBe(os.hostname());
    const dead = `${2 ** 22 + 1}`;
    expect(isRunning(`${dead}@${host}`)).toBe(false);
    expect(isRunning(`${dead}@another-${host}`)).toBe(true);
    expect(isRunning(dead)).toBe(false);
    expect(isRunning(own.replace(`@${host}`, ""))).toBe(true);
  });
});

test("two runners and a reader share the history", async () => {
  const root = folder();
  const writers = [startWriter(root, 1, 400), startWriter(root, 2, 400)];
  const history = await open(root);
  await Promise.all(writers.map((writer) => writer.reach(400)));
  expect(history.familyStatuses()).toMatchObject([{ counts: { ran: 798, running: 2 } }]);
  expect(history.runs(10).map(({ runId }) => runId)).toEqual(["20261124T120200-000000", "20261124T120100-000000"]);
  history.close();
});
