import { BlobServiceClient } from "@azure/storage-blob";
import { afterAll, describe, expect, test } from "vitest";
import { AzureBlobTarget } from "../../../src/targets/azure/index.ts";
import { azureServer } from "../servers/azure-server.ts";
import { describeContract } from "../target-contract.ts";
import { connectorModule, described } from "../tested-against.ts";

const server = await azureServer();
const connectionString = server.connectionString();
process.env["CONTRACT_AZURE"] = connectionString;
process.env["CONTRACT_AZURE_WRONG"] = server.connectionString(Buffer.from("some secret").toString("base64"));
await BlobServiceClient.fromConnectionString(connectionString).createContainer("contract");
described("pipewright/targets/azure", "@azure/storage-blob", server.version);
afterAll(() => server.stop());

await describeContract("A blob in Azure Storage", connectorModule("azure"), { memoryMib: 190, bigMib: 200 });

describe("Azure Storage", () => {
  test("tells which of many blobs exist, their size and their time", async () => {
    const targets = Array.from(
      { length: 40 },
      (_, day) => new AzureBlobTarget(`az://contract/days/2026-${100 + day}.csv.gz`, { connectionString }),
    );
    for (const at of [5, 38]) await targets[at]?.write(`day ${at}`);
    const existing = await targets[0]?.existsTogether(targets);
    expect(existing?.map(({ path }) => path)).toEqual([targets[5]?.path, targets[38]?.path]);
    const { size, modifiedMs } = (await targets[5]?.stat()) ?? {};
    expect(size).toBeGreaterThan(20);
    expect(modifiedMs).toBeGreaterThan(Date.UTC(2026, 0));
    expect(await targets[6]?.stat()).toBeUndefined();
  });

  test("says what it needs where nothing names the account", async () => {
    await expect(new AzureBlobTarget("az://contract/x").exists()).rejects.toThrow("AZURE_STORAGE_CONNECTION_STRING");
  });
});
