import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { SftpTarget } from "../../../src/targets/sftp/index.ts";
import { installPackages } from "../npm-packages.ts";
import { sftpServer } from "../servers/sftp-server.ts";
import { describeContract } from "../target-contract.ts";
import { testManyFiles } from "../test-many-files.ts";
import { connectorModule, describedAs } from "../tested-against.ts";

const DRIVER = "ssh2-sftp-client@12.1.1";

const server = await sftpServer();
const address = `${server.user}@127.0.0.1:${server.port}`;
const { hostKey, privateKey } = server;
process.env["CONTRACT_SFTP"] = address;
process.env["CONTRACT_SFTP_HOST_KEY"] = hostKey;
process.env["CONTRACT_SFTP_KEY"] = privateKey;

// The project, here and in the processes that the contract starts.
const project = mkdtempSync(path.join(os.tmpdir(), "pipewright-"));
installPackages(project, [DRIVER]);
const before = process.cwd();
process.chdir(project);
describedAs("pipewright/targets/sftp", DRIVER.replace("@", " "), server.version);
afterAll(async () => {
  process.chdir(before);
  await server.stop();
  rmSync(project, { recursive: true, force: true });
});

await describeContract("A file on an SSH server", connectorModule("sftp"));

describe("SFTP", () => {
  const options = { hostKey, privateKey };

  testManyFiles((file) => new SftpTarget(`sftp://${address}/${file}`, options));

  test("counts a path from the root when it has two slashes", async () => {
    mkdirSync(path.join(server.root, "from root"));
    writeFileSync(path.join(server.root, "from root/x.txt"), "there");
    const target = new SftpTarget(`sftp://${address}/${server.root}/from root/x.txt`, options);
    expect(await target.read()).toBe("there");
  });

  test("cut off in the middle, leaves what was there", async () => {
    const target = new SftpTarget(`sftp://${address}/cut.txt`, options);
    await target.write("old");
    async function* text() {
      yield "x".repeat(3 << 20);
      await server.kill();
      yield "y".repeat(3 << 20);
    }
    await expect(target.write(text())).rejects.toThrow(`sftp://${address}/cut.txt`);
    await server.start();
    expect(await target.read()).toBe("old");
  });

  test("is not made without the key that tells the server from an impostor", () => {
    expect(() => new SftpTarget("sftp://somebody@host/x", { hostKey: "" })).toThrow("ssh-keygen -lf");
  });
});
