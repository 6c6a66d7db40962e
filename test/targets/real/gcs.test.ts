import { afterAll, describe, expect, test } from "vitest";
import { GcsTarget } from "../../../src/targets/gcs/index.ts";
import { gcsServer } from "../servers/gcs-server.ts";
import { describeContract } from "../target-contract.ts";
import { testManyFiles } from "../test-many-files.ts";
import { connectorModule, described } from "../tested-against.ts";

// Google's own driver, but not Google's service: a server that speaks its protocol.
const [server, elsewhere] = await Promise.all([gcsServer(), gcsServer()]);
process.env["CONTRACT_GCS"] = server.address;
process.env["CONTRACT_GCS_ELSEWHERE"] = elsewhere.address;
process.env["CONTRACT_GCS_TOKEN"] = server.identity.token;
process.env["GOOGLE_CLOUD_PROJECT"] = "tests";
process.env["GOOGLE_APPLICATION_CREDENTIALS"] = server.identity.keyFile(server.address);
described("pipewright/targets/gcs", "@google-cloud/storage", "a server of ours, by the published protocol");
afterAll(() => Promise.all([server.stop(), elsewhere.stop()]));

await describeContract("An object in Google Cloud Storage", connectorModule("gcs"), {
  questions: server.listings,
});

describe("Google Cloud Storage", () => {
  const open = (path: string) => new GcsTarget(`gs://contract/${path}`, { apiEndpoint: server.address });
  testManyFiles(open);

  test("goes on with an upload whose answers were lost, and writes nothing twice", async () => {
    const target = open("unlucky.txt");
    const line = "0123456789".repeat(100);
    server.loseAnswers(2);
    await target.write(Array.from({ length: 20_000 }, () => line));
    expect(await target.stat()).toMatchObject({ size: 20_000 * line.length });
  });

  test("leaves no upload behind that was given up", async () => {
    const before = server.uploads();
    await expect(open("given-up.txt").write(failing())).rejects.toThrow("no more");
    expect(server.uploads()).toBe(before);
    async function* failing() {
      yield "x".repeat(20 << 20);
      throw new Error("no more");
    }
  });

  test("takes a place by its address alone", () => {
    expect(() => new GcsTarget("gs://contract")).toThrow("gs://bucket/object");
  });
});
