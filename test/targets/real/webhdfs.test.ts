import { afterAll, describe, expect, test } from "vitest";
import { WebHdfsTarget } from "../../../src/targets/webhdfs/index.ts";
import { HDFS_USER, startWebHdfs } from "../servers/webhdfs-server.ts";
import { describeContract } from "../target-contract.ts";
import { connectorModule, described } from "../tested-against.ts";

const server = await startWebHdfs();
const address = `${HDFS_USER}@${server.host}`;
process.env["CONTRACT_WEBHDFS"] = server.host;
described("pipewright/targets/webhdfs", undefined, "a server of ours, by the published protocol");
afterAll(() => server.stop());

await describeContract("A file in HDFS", connectorModule("webhdfs"));

describe("WebHDFS", () => {
  test("tells which of many files in several folders exist, their size and their time", async () => {
    const days = Array.from({ length: 40 }, (_, day) => `${day % 2 ? "odd" : "even"}/2026-${100 + day}.txt.gz`);
    const targets = days.map((day) => new WebHdfsTarget(`webhdfs://${address}/days/${day}`));
    for (const at of [5, 38]) await targets[at]?.write(`day ${at}`);
    const existing = await targets[0]?.existsTogether(targets);
    expect(existing?.map(({ path }) => path)).toEqual([targets[38]?.path, targets[5]?.path]);
    const { size, modifiedMs } = (await targets[5]?.stat()) ?? {};
    expect(size).toBeGreaterThan(20);
    expect(modifiedMs).toBeGreaterThan(Date.UTC(2026, 0));
    expect(await targets[6]?.stat()).toBeUndefined();
  });

  test("says in Hadoop's words what is wrong", async () => {
    const missing = new WebHdfsTarget(`webhdfs://${address}/nowhere.txt`);
    await expect(missing.read()).rejects.toMatchObject({
      message: `webhdfs://${address}/nowhere.txt: File does not exist: /nowhere.txt`,
      code: "FileNotFoundException",
    });
  });
});
