// The program of a pod, started as its Job does: what it makes of a request, without a cluster.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PodFact, PodOutput } from "../../../src/runner/kubernetes/pod-line.ts";
import type { PodRequest } from "../../../src/runner/kubernetes/pod-request.ts";
import type { AttemptOutcome } from "../../../src/runner/worker/worker-api.ts";
import { lines, pipewright, writeProject } from "../../support/command.ts";

const TASKS = `
import { LocalTarget, StringParameter, Task } from "pipewright";

export class Part extends Task.with({ name: StringParameter() }) {
  output() { return new LocalTarget(\`data/\${this.name}.txt\`); }
  async run() { await this.output().write(this.name); }
}

/** Has nothing by which one could see that it was made. */
export class Notify extends Task {
  async run() {}
}

export class Asking extends Task {
  output() { return new LocalTarget("data/asking.txt"); }
  async *run() {
    yield new Part({ name: process.env.FIRST ?? "a" });
    yield [new Part({ name: "b" }), ...(process.env.MORE ? [new Notify()] : [])];
    await this.output().write("done");
  }
}
`;

const folder = mkdtempSync(path.join(os.tmpdir(), "pipewright-pod-"));
const image = path.join(folder, "image");
let ids: Record<"a" | "b" | "notify" | "asking", string>;

beforeAll(async () => {
  writeProject(folder, TASKS, { kubernetes: { image: "shop:1" } });
  const { exitCode, stderr } = await pipewright(folder, ["image", "--out", "image"]);
  expect(exitCode, stderr).toBe(0);
  mkdirSync(path.join(image, "node_modules"));
  renameSync(path.join(image, "pipewright"), path.join(image, "node_modules/pipewright"));
  const id = async (...args: string[]) => {
    const { stdout } = await pipewright(folder, ["plan", ...args, "--json"]);
    return lines<{ tasks: { taskId: string }[] }>(stdout)[0]?.tasks[0]?.taskId as string;
  };
  const named = [["Part", "--name", "a"], ["Part", "--name", "b"], ["Notify"], ["Asking"]];
  const [a, b, notify, asking] = (await Promise.all(named.map((args) => id(...args)))) as [
    string,
    string,
    string,
    string,
  ];
  ids = { a, b, notify, asking };
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a pod's program. @param there the parts that are made */
function started(there: string[], request: Partial<PodRequest> = {}, env: NodeJS.ProcessEnv = {}) {
  rmSync(path.join(image, "data"), { recursive: true, force: true });
  mkdirSync(path.join(image, "data"));
  for (const name of there) writeFileSync(path.join(image, `data/${name}.txt`), name);
  const whole = { module: "Asking", taskId: ids.asking, family: "Asking", params: {}, together: [], again: true };
  const PIPEWRIGHT_POD_REQUEST = JSON.stringify({ ...whole, ...request });
  const program = ["--enable-source-maps", "node_modules/pipewright/dist/pod.js"];
  const { stdout } = spawnSync(process.execPath, program, {
    cwd: image,
    encoding: "utf8",
    env: { ...process.env, ...env, PIPEWRIGHT_POD_REQUEST },
  });
  const facts: PodFact[] = [];
  const output = new PodOutput(
    () => {},
    (fact) => void facts.push(fact),
  );
  output.add(stdout);
  const last = facts.at(-1);
  return {
    asked: facts.flatMap((fact) => ("asked" in fact ? [fact.asked] : [])),
    outcome: last !== undefined && "outcome" in last ? last.outcome : undefined,
    stdout,
  };
}

const failure = (outcome: AttemptOutcome | undefined) =>
  outcome?.status === "ended" && outcome.ends[0]?.status === "failed" ? outcome.ends[0].error.message : undefined;

describe("11: A task in a pod that asks for more", () => {
  test("ends when that is not there, and says what it needs", () => {
    const { asked, outcome, stdout } = started([]);
    expect(outcome, stdout).toMatchObject({ status: "suspended", requires: [ids.a], tasks: [{ action: "run" }] });
    expect(asked).toEqual([]);
  });

  test("goes on with what is there, and tells that it used it", () => {
    const { asked, outcome } = started(["a"]);
    expect(asked).toEqual([[ids.a]]);
    expect(outcome).toMatchObject({ status: "suspended", requires: [ids.b] });
  });

  test("comes to its end when it starts over and finds all that it had asked for", () => {
    const { asked, outcome, stdout } = started(["a", "b"], { asked: [ids.a, ids.b] });
    expect(outcome, stdout).toMatchObject({ status: "ended", ends: [{ status: "done" }] });
    expect(asked).toEqual([[ids.a], [ids.b]]);
    expect(readFileSync(path.join(image, "data/asking.txt"), "utf8")).toBe("done");
  });

  test("fails, as anywhere, when what was made for it does not show: it would start over without end", () => {
    const { outcome } = started(["a", "b"], { asked: [ids.a, ids.b, ids.notify] }, { MORE: "1" });
    expect(failure(outcome)).toMatch(/^Unfulfilled requirement at run time:\n {2}Notify/);
  });

  test("fails when it asks for something else then", () => {
    const { outcome } = started(["a", "b"], { asked: [ids.a] }, { FIRST: "another" });
    expect(failure(outcome)).toMatch(/It started over in another pod, and asked for Part_another\S* where .*Part_a_/);
    expect(existsSync(path.join(image, "data/another.txt"))).toBe(false);
  });

  test("has what is stale made again first, where that was asked for", () => {
    const { asked, outcome } = started(["a", "b"], { stale: [ids.a] });
    expect(asked).toEqual([]);
    expect(outcome).toMatchObject({
      status: "suspended",
      requires: [ids.a],
      tasks: [{ taskId: ids.a, action: "run", again: true, reason: "stale" }],
    });
  });
});
