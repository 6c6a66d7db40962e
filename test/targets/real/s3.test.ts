import { afterAll, describe, expect, test } from "vitest";
import { S3Target } from "../../../src/targets/s3/index.ts";
import { s3Server } from "../servers/s3-server.ts";
import { describeContract } from "../target-contract.ts";
import { connectorModule, described } from "../tested-against.ts";

const server = await s3Server();
process.env["CONTRACT_S3"] = `http://127.0.0.1:${server.port}`;
described("pipewright/targets/s3", "@aws-sdk/client-s3", server.version);
afterAll(() => server.stop());

await describeContract("An object in S3", connectorModule("s3"));

describe("S3", () => {
  const options = {
    endpoint: `http://127.0.0.1:${server.port}`,
    region: "us-east-1",
    accessKeyId: "S3RVER",
    secretAccessKey: "S3RVER",
  };

  test.each(["none", "gzip", "zstd"] as const)("holds rows, packed with %s", async (compression) => {
    const rows = [{ name: "tap, big", sold: "3" }];
    const csv = new S3Target(`s3://contract/rows-${compression}.csv`, { ...options, compression, format: "csv" });
    await csv.write(rows);
    expect(await csv.read()).toEqual(rows);
    const json = new S3Target(`s3://contract/rows-${compression}.json`, { ...options, compression, format: "ndjson" });
    await json.write([1, { two: [3] }]);
    expect(await json.read()).toEqual([1, { two: [3] }]);
  });

  test("finds out with one listing which of many objects exist", async () => {
    const days = Array.from({ length: 100 }, (_, day) => `2026-${100 + day}`);
    for (const day of ["2026-105", "2026-199"]) await new S3Target(`s3://contract/days/${day}`, options).write(day);
    const targets = days.map((day) => new S3Target(`s3://contract/days/${day}`, options));
    const existing = await targets[0]?.existsTogether(targets);
    expect(existing?.map(({ path }) => path)).toEqual(["s3://contract/days/2026-105", "s3://contract/days/2026-199"]);
  });
});
