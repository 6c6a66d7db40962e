import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { DateParameter, ExternalTask, LocalTarget, Task } from "../../src/framework/index.ts";
import { DownloadTask, HttpTarget } from "../../src/targets/http/index.ts";
import { runTask } from "../../src/testing/index.ts";

let stop: () => void = () => {};
afterEach(() => stop());

/** @returns the address of a server that answers so */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const BODY = Buffer.from(Array.from({ length: 200_000 }, (_, n) => n % 251));

/** Breaks off after so many bytes each time, and goes on where it is asked to. */
function breaking(after: number, etagOf: (request: number) => string): { listener: RequestListener; asked: string[] } {
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    const { range, "if-range": ifRange } = request.headers;
    asked.push(range ?? "all");
    const etag = etagOf(asked.length);
    const from = range !== undefined && ifRange === etag ? Number(/\d+/.exec(range)?.[0]) : 0;
    const rest = BODY.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, { etag, "content-length": rest.length });
    if (rest.length <= after) response.end(rest);
    else response.write(rest.subarray(0, after), () => setTimeout(() => response.destroy(), 5));
  };
  return { listener, asked };
}

describe("What lies under an address of the web", () => {
  test("is there or not, with its size and time", async () => {
    const address = await serve((request, response) => {
      const isThere = request.url === "/there.csv";
      response.writeHead(isThere ? 200 : 404, {
        "content-length": 7,
        "last-modified": "Tue, 24 Nov 2026 10:00:00 GMT",
        etag: '"v1"',
      });
      response.end(request.method === "HEAD" ? undefined : "a,b\n1,2");
    });
    const there = new HttpTarget(`${address}/there.csv`, { format: "csv" });
    expect(await there.exists()).toBe(true);
    expect(await there.stat()).toEqual({ size: 7, modifiedMs: Date.UTC(2026, 10, 24, 10) });
    expect(await there.read()).toEqual([{ a: "1", b: "2" }]);
    expect(there.etag).toBe('"v1"');
    expect(await new HttpTarget(`${address}/not`).exists()).toBe(false);
    await expect(new HttpTarget(`${address}/not`).read()).rejects.toThrow(`${address}/not: the server answered 404.`);
  });

  test("is asked for by GET where the server knows nothing else", async () => {
    const address = await serve((request, response) => {
      response.writeHead(request.method === "HEAD" ? 405 : 200, { "content-length": BODY.length });
      response.end(request.method === "HEAD" ? undefined : BODY);
    });
    expect(await new HttpTarget(`${address}/x`).stat()).toMatchObject({ size: BODY.length });
  });

  test("is read to its end however often the connection breaks off, while its ETag stays", async () => {
    const { listener, asked } = breaking(70_000, () => '"same"');
    const target = new HttpTarget(`${await serve(listener)}/big`, { format: "bytes" });
    expect(Buffer.compare(Buffer.from(await target.read()), BODY)).toBe(0);
    expect(asked.length).toBeGreaterThan(2);
  });

  test.each([
    ["changed meanwhile", (request: number) => `"v${request}"`, "changed while it was read"],
    ["has only a weak ETag", () => 'W/"v"', "terminated"],
  ])("fails when it breaks off and %s: never half of each", async (_, etagOf, message) => {
    const target = new HttpTarget(`${await serve(breaking(70_000, etagOf).listener)}/big`, { format: "bytes" });
    await expect(target.read()).rejects.toThrow(message);
  });

  test("is refused with the address and without the secret", async () => {
    const address = await serve((request, response) => {
      response.writeHead(request.headers.authorization === "Bearer right" ? 200 : 401);
      response.end();
    });
    const named = address.replace("http://", "http://me:some-secret@");
    const error = await new HttpTarget(`${named}/x`).read().catch((thrown: unknown) => thrown);
    expect(String(error)).toContain("/x: the server answered 401.");
    expect(String(error)).not.toContain("some-secret");
    expect(await new HttpTarget(`${address}/x`, { headers: { authorization: "Bearer right" } }).read()).toBe("");
    await expect(new HttpTarget("http://127.0.0.1:1/x").exists()).rejects.toThrow("http://127.0.0.1:1/x: ");
  });

  test("can be written and removed by others only", async () => {
    const target = new HttpTarget("http://127.0.0.1:1/x");
    await expect(target.remove()).rejects.toThrow("somebody else's");
    await expect(target.write("x")).rejects.toThrow("somebody else's");
    expect(() => new HttpTarget("ftp://host/x")).toThrow(TypeError);
  });
});

test("A download keeps the bytes, and tells how many and which version; a requirement outside is waited for", async () => {
  const address = await serve((request, response) => {
    response.writeHead(request.url === "/2026-11-24.csv" ? 200 : 404, { etag: '"v7"' });
    response.end("rate\n1.5\n");
  });
  class Published extends ExternalTask.with({ date: DateParameter() }) {
    override output() {
      return new HttpTarget(`${address}/${this.date}.csv`, { format: "csv" });
    }
  }
  class Download extends DownloadTask.with({ date: DateParameter() }) {
    override requires() {
      return new Published({ date: this.date });
    }
    get url() {
      return this.input().path;
    }
    override output() {
      return new LocalTarget(`rates/${this.date}.csv`, { format: "csv" });
    }
  }
  class Rate extends Task.with({ date: DateParameter() }) {
    override requires() {
      return new Download({ date: this.date });
    }
    override output() {
      return new LocalTarget(`rate/${this.date}.txt`);
    }
    override async run() {
      const [row] = await this.input().read();
      await this.output().write(String(row?.["rate"]));
    }
  }
  const run = await runTask(new Rate({ date: "2026-11-24" }));
  expect(run.status).toBe("success");
  expect(await run.output.read()).toBe("1.5");
  expect(run.of(new Download({ date: "2026-11-24" })).log).toEqual([
    `9 bytes from ${address}/2026-11-24.csv, ETag "v7"`,
  ]);
  expect((await runTask(new Rate({ date: "2026-11-25" }))).status).toBe("missingExternal");
});
