import { afterAll, describe, expect, test } from "vitest";
import { FtpTarget } from "../../../src/targets/ftp/index.ts";
import { ftpServer } from "../servers/ftp-server.ts";
import { describeContract } from "../target-contract.ts";
import { connectorModule, described } from "../tested-against.ts";

const server = await ftpServer();
const host = `127.0.0.1:${server.port}`;
process.env["CONTRACT_FTP"] = host;
described("pipewright/targets/ftp", "basic-ftp", server.version);
afterAll(() => server.stop());

await describeContract("A file on an FTP server", connectorModule("ftp"));

describe("FTP", () => {
  test("tells which of many files in several folders exist, their size and their time", async () => {
    const days = Array.from({ length: 40 }, (_, day) => `${day % 2 ? "odd" : "even"}/2026-${100 + day}.txt.gz`);
    const targets = days.map((day) => new FtpTarget(`ftp://${host}/days/${day}`));
    for (const at of [5, 38]) await targets[at]?.write(`day ${at}`);
    const existing = await targets[0]?.existsTogether(targets);
    expect(existing?.map(({ path }) => path)).toEqual([targets[38]?.path, targets[5]?.path]);
    const { size, modifiedMs } = (await targets[5]?.stat()) ?? {};
    expect(size).toBeGreaterThan(20);
    expect(modifiedMs).toBeGreaterThan(Date.UTC(2026, 0));
    expect(await targets[6]?.stat()).toBeUndefined();
  });

  test("cut off in the middle, leaves what was there", async () => {
    const target = new FtpTarget(`ftp://${host}/cut.txt`);
    await target.write("old");
    async function* text() {
      yield "x".repeat(3 << 20);
      await server.kill();
      yield "y".repeat(3 << 20);
    }
    await expect(target.write(text())).rejects.toThrow(`ftp://${host}/cut.txt`);
    await server.start();
    expect(await target.read()).toBe("old");
  });
});
