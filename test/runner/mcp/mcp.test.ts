import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLI, writeProject } from "../../support/command.ts";

const TASKS = `
import { DateParameter, LocalTarget, Task } from "pipewright";
export class Raw extends Task.with({ date: DateParameter() }) {
  output() { return new LocalTarget(\`raw/\${this.date}.txt\`); }
  async run() { await this.output().write("x"); }
}
export class Report extends Task.with({ date: DateParameter() }) {
  requires() { return new Raw({ date: this.date }); }
  output() { return new LocalTarget(\`report/\${this.date}.txt\`); }
  async run() {
    for (let line = 1; line <= 450; line++) console.log("line " + line);
    if (this.date.toString() === "2026-11-02") throw new Error("no report today");
    await this.output().write("y");
  }
}
export class Endless extends Task {
  output() { return new LocalTarget("endless.txt"); }
  async run() { await new Promise((_, reject) => this.signal.addEventListener("abort", () => reject(this.signal.reason))); }
}`;

type Json = Record<string, any>;

interface Called {
  readonly failed: boolean;
  readonly text: string;
  readonly json: Json;
}

/** A client whose user can not be asked, but by the model itself. */
async function connect(folder: string, client = new Client({ name: "test", version: "1" })): Promise<Client> {
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [CLI, "mcp"], cwd: folder, stderr: "pipe" }),
  );
  return client;
}

async function call(client: Client, name: string, args: object = {}): Promise<Called> {
  const result = await client.callTool({ name, arguments: { ...args } }, undefined, { timeout: 120_000 });
  const [{ text }] = result.content as [{ text: string }];
  return { failed: result.isError === true, text, json: text.startsWith("{") ? (JSON.parse(text) as Json) : {} };
}

describe("pipewright mcp", { timeout: 180_000 }, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "pipewright-mcp-"));
  let client: Client;

  beforeAll(async () => {
    writeProject(folder, TASKS);
    client = await connect(folder);
  });
  afterAll(async () => {
    await client.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it("has few tools, and says which of them change something", async () => {
    const { tools } = await client.listTools();
    const changing = tools.filter(({ annotations }) => annotations?.readOnlyHint !== true).map(({ name }) => name);
    expect(changing).toEqual(["run", "backfill", "cancel"]);
    expect(tools.map(({ name }) => name)).toEqual([
      "graph_query",
      "task_details",
      "missing_dates",
      "plan",
      "runs",
      "log",
      "run",
      "backfill",
      "cancel",
    ]);
  });

  it("tells the graph, and the part that a query chooses", async () => {
    const { json } = await call(client, "graph_query", { query: "+Report" });
    expect(json.tasks.map(({ family }: Json) => family)).toEqual(["Raw", "Report"]);
    expect(json.requires).toEqual(["Report -> Raw"]);
    const wrong = await call(client, "graph_query", { query: "+(" });
    expect(wrong).toMatchObject({ failed: true, text: expect.stringContaining("can not be read") });
  });

  it("tells of a task, and of a name that is none which was meant", async () => {
    const { json } = await call(client, "task_details", { task: "Report" });
    expect(json).toMatchObject({ kind: "task", at: "tasks/tasks.ts:7", requires: ["Raw"], requiredBy: [] });
    expect((await call(client, "task_details", { task: "Raport" })).text).toContain("Did you mean Report?");
  });

  it("runs nothing before what it will do was listed and agreed to, and takes no agreement to something else", async () => {
    const ask = { task: "Report", parameters: { date: "2026-11-01" } };
    const listed = await call(client, "run", ask);
    expect(listed.json.agreed).toBe(false);
    expect(listed.json.willDo).toContain("2 tasks run");
    expect(listed.json.willDo).toContain("- Report(date=2026-11-01) writes report/2026-11-01.txt");
    const other = await call(client, "run", {
      ...ask,
      parameters: { date: "2026-11-05" },
      confirm: listed.json.confirm,
    });
    expect(other.json.agreed).toBe(false);
    const elsewhere = await call(client, "run", { ...ask, on: "kubernetes", confirm: listed.json.confirm });
    expect(elsewhere.json).toMatchObject({ agreed: false, willDo: expect.stringContaining("in pods of the") });
    expect(existsSync(path.join(folder, "raw"))).toBe(false);

    const ran = await call(client, "run", { ...ask, confirm: listed.json.confirm });
    expect(ran.json.status).toBe("success");
    expect(readFileSync(path.join(folder, "report/2026-11-01.txt"), "utf8")).toBe("y");
    expect((await call(client, "run", ask)).json.next).toContain("nothing to run");
  });

  it("finds the missing dates, backfills them, and shows the log of the one that failed by pages", async () => {
    const range = { task: "Report", from: "2026-11-01", to: "2026-11-03" };
    const missing = await call(client, "missing_dates", range);
    expect(missing.json.missing.map(({ value }: Json) => value)).toEqual(["2026-11-02", "2026-11-03"]);
    expect((await call(client, "plan", range)).json.summary).toMatchObject({ complete: 1, toRun: 4 });

    const listed = await call(client, "backfill", range);
    const ran = await call(client, "backfill", { ...range, confirm: listed.json.confirm });
    expect(ran.json.status).toBe("failed");
    expect((await call(client, "missing_dates", range)).json.missing).toHaveLength(1);

    const failed = ran.json.tasks.find(({ status }: Json) => status === "failed");
    const newest = await call(client, "log", { task: failed.taskId });
    expect(newest.json).toMatchObject({ status: "failed", page: 1, pages: 3 });
    expect(newest.json.text).toContain("no report today");
    expect((await call(client, "log", { task: failed.taskId, page: 3 })).json.text).toMatch(/^line 1\n/);
    expect((await call(client, "runs", { task: "Report" })).json.runs.map(({ status }: Json) => status)).toEqual([
      "failed",
      "success",
    ]);
    expect((await call(client, "runs", { runId: ran.json.runId })).json.tasks).toHaveLength(4);
  });

  it("cancels a run that goes on, after it was agreed to", async () => {
    const ask = { task: "Endless", waitSeconds: 0 };
    const { json: listed } = await call(client, "run", ask);
    const { json: started } = await call(client, "run", { ...ask, confirm: listed.confirm });
    expect(started).toMatchObject({ status: "running", runId: expect.any(String) });
    const { json: asked } = await call(client, "cancel", { runId: started.runId });
    expect(asked.willDo).toContain(`Cancel run ${started.runId} of Endless`);
    await call(client, "cancel", { runId: started.runId, confirm: asked.confirm });
    const status = async () => (await call(client, "runs", { runId: started.runId })).json.run.status;
    await expect.poll(status, { timeout: 60_000, interval: 200 }).toBe("cancelled");
    expect((await call(client, "cancel", { runId: started.runId })).text).toContain("ended already");
  });

  it("has the user asked by a client that can, and does nothing when they turn away", async () => {
    const asking = new Client({ name: "asking", version: "1" }, { capabilities: { elicitation: {} } });
    const questions: string[] = [];
    let go = false;
    asking.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      questions.push(params.message);
      return go ? { action: "accept", content: { go } } : { action: "decline" };
    });
    await connect(folder, asking);
    try {
      const ask = { task: "Raw", parameters: { date: "2026-12-01" } };
      expect((await call(asking, "run", ask)).json).toMatchObject({ agreed: false });
      expect(questions).toEqual([expect.stringContaining("- Raw(date=2026-12-01) writes raw/2026-12-01.txt")]);
      expect(existsSync(path.join(folder, "raw/2026-12-01.txt"))).toBe(false);
      go = true;
      expect((await call(asking, "run", ask)).json.status).toBe("success");
    } finally {
      await asking.close();
    }
  });
});
