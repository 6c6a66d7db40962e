import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { installPackages } from "../npm-packages.ts";
import { runServer } from "./run-server.ts";
import type { Server } from "./server.ts";

const AZURITE = "azurite@3.37.0";
const ACCOUNT = "pipewright";

export interface AzureServer extends Server {
  /** @param key of the account */
  connectionString(key?: string): string;
}

/** @returns Microsoft's own emulator of Azure Storage */
export async function azureServer(): Promise<AzureServer> {
  const own = randomBytes(64).toString("base64");
  const server = await runServer(undefined, ({ folder, port }) => {
    installPackages(folder, [AZURITE]);
    const data = path.join(folder, "data");
    mkdirSync(data);
    return {
      version: `Azurite ${AZURITE.split("@")[1]} (npm)`,
      command: process.execPath,
      args: [
        path.join(folder, "node_modules/azurite/dist/src/blob/main.js"),
        "--blobHost",
        "127.0.0.1",
        "--blobPort",
        String(port),
        "--location",
        data,
        "--silent",
        "--disableTelemetry",
        "--skipApiVersionCheck",
      ],
      env: { AZURITE_ACCOUNTS: `${ACCOUNT}:${own}` },
    };
  });
  const endpoint = `http://127.0.0.1:${server.port}/${ACCOUNT}`;
  return {
    ...server,
    connectionString: (key = own) =>
      `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};AccountKey=${key};BlobEndpoint=${endpoint};`,
  };
}
