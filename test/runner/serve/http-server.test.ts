import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GridAnswer, RunDetail } from "../../../src/protocol/panel-api.ts";
import { pipewright, start, writeProject } from "../../support/command.ts";

const TASKS = `
import { DateParameter, LocalTarget, Task } from "pipewright";
export class Raw extends Task.with({ date: DateParameter() }) {
  output() { return new LocalTarget(\`raw/\${this.date}.txt\`); }
  async run() { console.log("made"); await this.output().write("x"); }
}
export class Report extends Task.with({ date: DateParameter() }) {
  requires() { return new Raw({ date: this.date }); }
  output() { return new LocalTarget(\`report/\${this.date}.txt\`); }
  async run() {
    if (this.date.toString() === "2026-11-02") throw new Error("no report today");
    await this.output().write("y");
  }
}`;

const RANGE = { over: "date", from: "2026-11-01", to: "2026-11-03" };
const ASK = { family: "Report", params: {}, range: RANGE };

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

describe("pipewright serve", () => {
  let folder: string;
  let server: ChildProcess;
  let url: URL;
  let cookie: string;

  /** As it stands: a browser would tidy the path, and refuse to set a Host. */
  const ask = async (
    address: string,
    { method = "GET", headers = {}, body = "" }: { method?: string; headers?: object; body?: string } = {},
  ): Promise<Answer> => {
    const asking = request({
      host: "127.0.0.1",
      port: url.port,
      path: address,
      method,
      headers: { cookie, ...headers },
    });
    asking.end(body);
    const [response] = (await once(asking, "response")) as [
      Readable & { statusCode: number; headers: Answer["headers"] },
    ];
    return { status: response.statusCode, headers: response.headers, body: await text(response) };
  };
  const question = async <T>(name: string, of: unknown): Promise<T> => {
    const { status, body } = await ask(`/api/${name}?ask=${encodeURIComponent(JSON.stringify(of))}`);
    expect(status, body).toBe(200);
    return JSON.parse(body) as T;
  };
  const action = (name: string, of: unknown, headers = {}) => {
    const body = JSON.stringify(of);
    const length = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    return ask(`/api/${name}`, { method: "POST", headers: { ...length, ...headers }, body });
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), "pipewright-"));
    writeProject(folder, TASKS);
    await pipewright(folder, ["backfill", "Report", "--from", "2026-11-01", "--to", "2026-11-02"]);
    server = start(folder, ["serve", "--json"]);
    const [line] = (await once(createInterface({ input: server.stdout as Readable }), "line")) as [string];
    url = new URL((JSON.parse(line) as { url: string }).url);
    cookie = "";
    const { headers } = await ask(url.pathname + url.search);
    cookie = String(headers["set-cookie"]).split(";")[0] ?? "";
  });

  afterAll(async () => {
    const ended = once(server, "exit");
    server.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it("hides the token behind a cookie that scripts do not see", async () => {
    const { status, headers } = await ask(url.pathname + url.search, { headers: { cookie: "" } });
    expect(status).toBe(303);
    expect(headers.location).toBe("/");
    expect(String(headers["set-cookie"])).toMatch(/HttpOnly; SameSite=Strict/);
  });

  it("serves its page, which may run and load nothing but its own", async () => {
    const { status, headers, body } = await ask("/");
    expect(status).toBe(200);
    expect(body).toContain('<script src="/panel.js">');
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
  });

  it.each([
    ["nothing that knows no token", { headers: { cookie: "" } }, 401],
    ["no cookie of another token", { headers: { cookie: "pipewright=x" } }, 401],
    ["no name that leads here from elsewhere", { headers: { host: "evil.example" } }, 403],
    ["no page of another origin", { headers: { origin: "http://evil.example" } }, 403],
    ["no page of another port", { headers: { origin: "http://127.0.0.1:1" } }, 403],
    ["no other method", { method: "DELETE" }, 405],
  ])("lets in %s", async (_, how, status) => {
    expect((await ask("/", how)).status).toBe(status);
  });

  it("refuses a wrong token", async () => {
    expect((await ask("/?token=wrong", { headers: { cookie: "" } })).status).toBe(401);
  });

  it.each(["/../package.json", "/%2e%2e/cli.js", "/..%2fcli.js", "/cli.js", "/constructor", "/api/constructor"])(
    "has nothing at %s",
    async (address) => {
      expect((await ask(address)).status).toBe(404);
    },
  );

  it("starts nothing by GET, nor for what is no JSON", async () => {
    expect((await ask(`/api/start?ask=${encodeURIComponent(JSON.stringify(ASK))}`)).status).toBe(404);
    expect((await action("start", ASK, { "content-type": "text/plain" })).status).toBe(415);
    expect((await action("start", { family: "Report" })).status).toBe(400);
  });

  it("reads no file but logs", async () => {
    for (const file of ["package.json", "/etc/passwd", ".pipewright/history.db", ".pipewright/logs/../history.db"]) {
      const { status, body } = await ask(`/api/log?ask=${encodeURIComponent(JSON.stringify({ file, from: 0 }))}`);
      expect(status, file).toBe(400);
      expect(body).toMatch(/no log|gone/);
    }
  });

  it("tells the grid by the outputs: what is there, what failed, what waits for it, and what is missing", async () => {
    const { values, rows } = await question<GridAnswer>("grid", { ...ASK, plan: true });
    expect(values).toEqual(["2026-11-01", "2026-11-02", "2026-11-03"]);
    expect(rows.map(({ family, cells }) => [family, ...cells.map((cell) => cell?.status)])).toEqual([
      ["Report", "ran", "failed", "missing"],
      ["Raw", "ran", "ran", "missing"],
    ]);
    rmSync(path.join(folder, "raw/2026-11-01.txt"));
    const after = await question<GridAnswer>("grid", { ...ASK, plan: true });
    expect(after.rows[1]?.cells[0]).toMatchObject({ status: "missing", reason: expect.stringContaining("raw") });
    const remembered = await question<GridAnswer>("grid", { ...ASK, plan: false });
    expect(remembered.rows[1]?.cells.map((cell) => cell?.status)).toEqual(["ran", "ran", undefined]);
  });

  it("tells a run with its attempts, and its log", async () => {
    const [run] = await question<{ runId: string }[]>("runs", { limit: 5 });
    const { tasks, attempts } = await question<RunDetail>("runDetail", { runId: run?.runId });
    expect(tasks.map(({ status }) => status).sort()).toEqual(["failed", "ran", "ran", "ran"]);
    const raw = attempts.find(({ taskId }) => taskId.startsWith("Raw"));
    const log = await question<{ text: string; next: number }>("log", { file: raw?.log, from: 0 });
    expect(log.text).toContain("made");
    expect((await question<{ text: string }>("log", { file: raw?.log, from: log.next })).text).toBe("");
  });

  it("starts what is asked for, and the history tells how it went", async () => {
    const { status, body } = await action("start", { family: "Raw", params: { date: "2026-11-09" } });
    expect(status, body).toBe(200);
    await expect
      .poll(async () => (await question<{ status: string }[]>("runs", { limit: 1 }))[0]?.status, { timeout: 20_000 })
      .toBe("success");
  });

  it("says why it can not start something", async () => {
    const { status, body } = await action("start", { family: "Gone", params: {} });
    expect(status).toBe(400);
    expect(body).toContain("Gone");
  });
});
