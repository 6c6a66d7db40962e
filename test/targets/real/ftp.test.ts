import { afterAll, describe, expect, test } from "vitest";
import { FtpTarget } from "../../../src/targets/ftp/index.ts";
import { ftpServer } from "../servers/ftp-server.ts";
import { describeContract } from "../target-contract.ts";
import { testManyFiles } from "../test-many-files.ts";
import { connectorModule, described } from "../tested-against.ts";

const server = await ftpServer();
const host = `127.0.0.1:${server.port}`;
process.env["CONTRACT_FTP"] = host;
described("pipewright/targets/ftp", "basic-ftp", server.version);
afterAll(() => server.stop());

await describeContract("A file on an FTP server", connectorModule("ftp"));

describe("FTP", () => {
  testManyFiles((path) => new FtpTarget(`ftp://${host}/${path}`));

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
