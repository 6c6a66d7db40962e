import { BlobServiceClient } from "@azure/storage-blob";
import { afterAll, describe, expect, test } from "vitest";
import { AzureBlobTarget } from "../../../src/targets/azure/index.ts";
import { azureServer } from "../servers/azure-server.ts";
import { describeContract } from "../target-contract.ts";
import { testManyFiles } from "../test-many-files.ts";
import { connectorModule, described } from "../tested-against.ts";

const server = await azureServer();
const connectionString = server.connectionString();
process.env["CONTRACT_AZURE"] = connectionString;
process.env["CONTRACT_AZURE_WRONG"] = server.connectionString(Buffer.from("some secret").toString("base64"));
await BlobServiceClient.fromConnectionString(connectionString).createContainer("contract");
described("pipewright/targets/azure", "@azure/storage-blob", server.version);
afterAll(() => server.stop());

await describeContract("A blob in Azure Storage", connectorModule("azure"));

describe("Azure Storage", () => {
  testManyFiles((path) => new AzureBlobTarget(`az://contract/${path}`, { connectionString }));

  test("says what it needs where nothing names the account", async () => {
    await expect(new AzureBlobTarget("az://contract/x").exists()).rejects.toThrow("AZURE_STORAGE_CONNECTION_STRING");
  });
});
