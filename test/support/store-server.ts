import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { pipeline } from "node:stream/promises";

/** A store of files that takes PUT, GET, HEAD and DELETE, on loopback: what it has of a file is seen once it has all of it. */
export async function startStore(folder: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const file = path.join(folder, encodeURIComponent(request.url ?? ""));
    if (request.method === "PUT") {
      const begun = `${file}.${randomBytes(4).toString("hex")}`;
      try {
        await pipeline(request, createWriteStream(begun));
        renameSync(begun, file);
      } catch {
        return rmSync(begun, { force: true }); // whoever wrote it is gone
      }
      response.writeHead(204).end();
    } else if (!existsSync(file)) response.writeHead(404).end();
    else if (request.method === "GET") await pipeline(createReadStream(file), response).catch(() => {});
    else {
      if (request.method === "DELETE") rmSync(file);
      response.writeHead(204).end();
    }
  };
  const server = createServer((request, response) => void answer(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}
