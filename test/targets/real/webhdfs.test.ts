import { afterAll, describe, expect, test } from "vitest";
import { WebHdfsTarget } from "../../../src/targets/webhdfs/index.ts";
import { HDFS_USER, startWebHdfs } from "../servers/webhdfs-server.ts";
import { describeContract } from "../target-contract.ts";
import { testManyFiles } from "../test-many-files.ts";
import { connectorModule, described } from "../tested-against.ts";

const server = await startWebHdfs();
const address = `${HDFS_USER}@${server.host}`;
process.env["CONTRACT_WEBHDFS"] = server.host;
described("pipewright/targets/webhdfs", undefined, "a server of ours, by the published protocol");
afterAll(() => server.stop());

await describeContract("A file in HDFS", connectorModule("webhdfs"));

describe("WebHDFS", () => {
  testManyFiles((path) => new WebHdfsTarget(`webhdfs://${address}/${path}`));

  test("says in Hadoop's words what is wrong", async () => {
    const missing = new WebHdfsTarget(`webhdfs://${address}/nowhere.txt`);
    await expect(missing.read()).rejects.toMatchObject({
      message: `webhdfs://${address}/nowhere.txt: File does not exist: /nowhere.txt`,
      code: "FileNotFoundException",
    });
  });
});
