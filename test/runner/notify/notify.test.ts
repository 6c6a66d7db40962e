import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RunSummary } from "../../../src/protocol/run-summary.ts";
import { pipewright, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const TASKS = `
import { DateParameter, LocalTarget, StringParameter, Task } from "pipewright";

export class Dump extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget(\`dump/\${this.date}.txt\`);
  }
  async run() {
    if (process.env.FAIL === String(this.date)) throw new Error("The database is <away> & gone.\\nA second line.");
    await this.output().write("dumped");
  }
}
export class Load extends Task.with({
  date: DateParameter(),
  token: StringParameter({ default: "", visibility: "private" }),
}) {
  requires() {
    return new Dump({ date: this.date });
  }
  output() {
    return new LocalTarget(\`load/\${this.date}.txt\`);
  }
  async run() {
    await this.output().write(this.token);
  }
}
`;

const WEEK = ["backfill", "Load", "--from", "2026-11-01", "--to", "2026-11-05", "--token", "t0ken"];
const BROKEN = { FAIL: "2026-11-03" };

const folder = temporaryFolders();
let root: string;
beforeEach(() => {
  root = folder();
  writeProject(root, TASKS);
});

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  }
});

function configure(...notify: object[]): void {
  writeFileSync(
    path.join(root, "pipewright.config.json"),
    JSON.stringify({ tasks: ["tasks/*.ts"], workers: 2, notify }),
  );
}

/** Takes webhooks. @param answers a status for each call, the last one for all others as well */
async function startWebhook(
  ...answers: number[]
): Promise<{ url: string; bodies: string[]; requests: IncomingMessage[] }> {
  const bodies: string[] = [];
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      requests.push(request);
      bodies.push(body);
      response.statusCode = answers[Math.min(bodies.length, answers.length) - 1] ?? 200;
      response.end();
    });
  });
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/s3cret`, bodies, requests };
}

describe("a webhook", () => {
  test("gets one message for a run that failed, as Slack takes it: dates folded, first lines, how to see the log", async () => {
    const { url, bodies, requests } = await startWebhook(200);
    configure({ on: "failure", webhook: "$TEST_WEBHOOK" });
    const { exitCode, stderr } = await pipewright(root, WEEK, { ...BROKEN, TEST_WEBHOOK: url });
    expect({ exitCode, stderr }).toEqual({ exitCode: 20, stderr: "" });
    expect(bodies).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: "POST", headers: { "content-type": "application/json" } });
    const message = JSON.parse(bodies[0] as string) as { text: string; blocks: object[] };
    expect(message.text).toContain("Load (date 2026-11-01…2026-11-05) failed");
    expect(message.text).toContain("8 ran: Dump(date=2026-11-01…2026-11-02), Dump(date=2026-11-04…2026-11-05)");
    expect(message.text).toContain("See `pipewright logs Dump_2026-11-03_");
    expect(message.blocks).toMatchObject([
      { type: "header", text: { type: "plain_text", text: "Load (date 2026-11-01…2026-11-05) failed" } },
      { type: "section", text: { type: "mrkdwn", text: expect.stringContaining("1 failed: Dump(date=2026-11-03)") } },
      {
        type: "section",
        text: {
          text: expect.stringMatching(
            /Dump_2026-11-03_\w+\*: The database is &lt;away&gt; &amp; gone\.\n.*log `\.pipewright/,
          ),
        },
      },
      { type: "context" },
    ]);
    expect(bodies[0]).not.toContain("A second line");
    expect(bodies[0]).not.toContain("t0ken");
  });

  test("gets nothing of a run that succeeded when only failures are asked for, and the other way round", async () => {
    const [failures, successes, all] = [await startWebhook(200), await startWebhook(200), await startWebhook(200)];
    configure({ webhook: failures.url }, { on: "success", webhook: successes.url }, { on: "always", webhook: all.url });
    const counts = () => [failures, successes, all].map(({ bodies }) => bodies.length);
    await pipewright(root, WEEK, BROKEN);
    expect(counts()).toEqual([1, 0, 1]);
    await pipewright(root, WEEK);
    expect(counts()).toEqual([1, 1, 2]);
  });

  test("that is busy is called again", async () => {
    const { url, bodies } = await startWebhook(503, 429, 200);
    configure({ on: "always", webhook: url });
    const { exitCode, stderr } = await pipewright(root, WEEK);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(bodies).toHaveLength(3);
  });

  test("that refuses is not, and is a warning that tells no address; the exit code stays", async () => {
    const { url, bodies } = await startWebhook(404);
    configure({ on: "always", webhook: url });
    const { exitCode, stdout, stderr } = await pipewright(root, [...WEEK, "--json"]);
    expect(exitCode).toBe(0);
    expect(stdout.trimEnd().split("\n").at(-1)).toContain('"runFinished"');
    expect(bodies).toHaveLength(1);
    expect(stderr).toContain("The notification notify[0].webhook could not be sent: the answer was 404 Not Found.");
    expect(stdout + stderr).not.toContain("s3cret");
  });

  test("that nobody answers, or that the environment does not name, is a warning too", async () => {
    const { url } = await startWebhook(200);
    const closed = servers.splice(0)[0] as Server;
    closed.close();
    await once(closed, "close");
    configure({ on: "always", webhook: url }, { on: "always", webhook: "$NO_SUCH_WEBHOOK" });
    const { exitCode, stderr } = await pipewright(root, WEEK);
    expect(exitCode).toBe(0);
    expect(stderr).toContain("notify[0].webhook could not be sent: ECONNREFUSED");
    expect(stderr).toContain("notify[1].webhook could not be sent: the environment has no NO_SUCH_WEBHOOK");
    expect(stderr).not.toContain("s3cret");
  });
});

describe("a command", () => {
  const script = (code: string) => writeFileSync(path.join(root, "notify.mjs"), code);

  test("gets the summary on its standard input, and the run in its environment", async () => {
    script(`
      import { writeFileSync } from "node:fs";
      import { json } from "node:stream/consumers";
      const { PIPEWRIGHT_RUN_ID, PIPEWRIGHT_STATUS, PIPEWRIGHT_FAMILY } = process.env;
      writeFileSync("told.json", JSON.stringify([process.argv[2], PIPEWRIGHT_RUN_ID, PIPEWRIGHT_STATUS, PIPEWRIGHT_FAMILY, await json(process.stdin)]));
    `);
    configure({ command: [process.execPath, "notify.mjs", "an argument"] });
    expect((await pipewright(root, WEEK, BROKEN)).exitCode).toBe(20);
    const told = readFileSync(path.join(root, "told.json"), "utf8");
    const [argument, runId, status, family, summary] = JSON.parse(told) as [string, string, string, string, RunSummary];
    expect([argument, status, family]).toEqual(["an argument", "failed", "Load"]);
    expect(summary).toMatchObject({
      runId,
      command: "backfill",
      family: "Load",
      params: {},
      range: { over: "date", from: "2026-11-01", to: "2026-11-05" },
      backfillId: expect.stringMatching(/^b\d/),
      status: "failed",
      project: root,
      counts: { ran: 8, failed: 1, pending: 1 },
      failures: [
        {
          family: "Dump",
          params: { date: "2026-11-03" },
          message: "The database is <away> & gone.",
          location: { file: path.join(root, "tasks/tasks.ts"), line: expect.any(Number) },
          log: expect.stringMatching(/\.log$/),
        },
      ],
      text: expect.stringContaining("1 failed: Dump(date=2026-11-03)"),
    });
    expect(existsSync(path.join(root, summary.failures[0]?.log ?? ""))).toBe(true);
    expect(told).not.toContain("t0ken");
  });

  test("that fails, or that there is not, is a warning; the exit code stays", async () => {
    script("process.exit(3);");
    configure(
      { on: "always", command: [process.execPath, "notify.mjs"] },
      { on: "always", command: ["./no-such-program"] },
    );
    const { exitCode, stderr } = await pipewright(root, WEEK);
    expect(exitCode).toBe(0);
    expect(stderr).toContain("notify[0].command could not be sent: it ended with exit code 3.");
    expect(stderr).toContain("notify[1].command could not be sent: spawn ./no-such-program ENOENT.");
  });
});

describe("an email", () => {
  let mails: { from: string; to: string[]; body: string }[];
  let smtp: SMTPServer;
  let url: string;
  beforeEach(async () => {
    mails = [];
    smtp = new SMTPServer({
      disabledCommands: ["STARTTLS"],
      onAuth: ({ username, password }, _session, done) =>
        username === "etl" && password === "p@ss" ? done(null, { user: username }) : done(new Error("Invalid login")),
      onData: (stream, session, done) => {
        void text(stream).then((body) => {
          const { mailFrom, rcptTo } = session.envelope;
          mails.push({ from: mailFrom ? mailFrom.address : "", to: rcptTo.map(({ address }) => address), body });
          done();
        });
      },
    });
    smtp.listen(0, "127.0.0.1");
    await once(smtp.server, "listening");
    url = `smtp://etl:p%40ss@127.0.0.1:${(smtp.server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    smtp.close();
    await once(smtp.server, "close");
  });

  test("goes to everybody who is named, with what failed and how to see its log", async () => {
    configure({ email: { smtp: "$TEST_SMTP", from: "etl@example.com", to: ["team@example.com", "$TEST_BOSS"] } });
    const { exitCode, stderr } = await pipewright(root, WEEK, {
      ...BROKEN,
      TEST_SMTP: url,
      TEST_BOSS: "boss@example.com",
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 20, stderr: "" });
    expect(mails).toMatchObject([{ from: "etl@example.com", to: ["team@example.com", "boss@example.com"] }]);
    const body = decoded(mails[0]?.body ?? "");
    expect(body).toMatch(/^Subject: .*Pipewright/m);
    expect(body).toContain("1 failed: Dump(date=2026-11-03)");
    expect(body).toMatch(/Dump_2026-11-03_\w+: The database is <away> & gone\.\r?\n +log \.pipewright/);
    expect(body).toMatch(/pipewright logs \d{8}T/);
    expect(body).not.toContain("t0ken");
  });

  test("that is refused is a warning without the password; the exit code stays", async () => {
    configure({
      on: "always",
      email: { smtp: url.replace("p%40ss", "wr0ng"), from: "a@example.com", to: "b@example.com" },
    });
    const { exitCode, stdout, stderr } = await pipewright(root, WEEK);
    expect(exitCode).toBe(0);
    expect(stderr).toContain("notify[0].email could not be sent: Invalid login");
    expect(stdout + stderr).not.toContain("wr0ng");
    expect(mails).toEqual([]);
  });
});

test("a setting that makes no sense is refused before anything runs, without what it holds", async () => {
  configure({ on: "failure", webhook: "hooks.example.com/s3cret" });
  const { exitCode, stderr } = await pipewright(root, WEEK);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('"notify[0].webhook" must be an address that begins with http:// or https://');
  expect(stderr).not.toContain("s3cret");
});

/** The text of a mail in quoted-printable. */
function decoded(mail: string): string {
  const bytes = mail
    .replaceAll(/=\r?\n/g, "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
