import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import os from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { jsonServer, Refused, sendJson } from "./json-server.ts";

const PREFIX = "/webhdfs/v1";
/** Whom it knows. */
export const HDFS_USER = "loader";

/**
 * What a namenode and a datanode answer, by the published protocol, for files on this machine: no Hadoop can be had here.
 *
 * https://hadoop.apache.org/docs/stable/hadoop-project-dist/hadoop-hdfs/WebHDFS.html
 */
export async function startWebHdfs(): Promise<{ readonly host: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "pipewright-webhdfs-"));
  const server = await jsonServer(
    (request, response, url) => answer(folder, request, response, url),
    ({ reason: exception, message }) => ({
      RemoteException: { exception, javaClassName: `java.io.${exception}`, message },
    }),
  );
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { host: new URL(server.address).host, stop };
}

async function answer(folder: string, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  if (!url.pathname.startsWith(PREFIX)) throw new Refused(404, "NotFoundException", url.pathname);
  const name = decodeURIComponent(url.pathname.slice(PREFIX.length));
  const file = path.join(folder, name);
  const asked = (key: string) => url.searchParams.get(key);
  const json = (value: unknown) => sendJson(response, value);
  if (asked("user.name") !== HDFS_USER)
    throw new Refused(403, "AccessControlException", `Permission denied: user=${asked("user.name")}`);
  const there = () => {
    if (!existsSync(file)) throw new Refused(404, "FileNotFoundException", `File does not exist: ${name}`);
  };
  switch (`${request.method} ${asked("op")}`) {
    case "GET GETFILESTATUS":
      there();
      return json({ FileStatus: statusOf(file, "") });
    case "GET LISTSTATUS": {
      there();
      const FileStatus = readdirSync(file).map((child) => statusOf(path.join(file, child), child));
      return json({ FileStatuses: { FileStatus } });
    }
    case "PUT MKDIRS":
      mkdirSync(file, { recursive: true });
      return json({ boolean: true });
    case "DELETE DELETE": {
      const boolean = existsSync(file);
      rmSync(file, { force: true });
      return json({ boolean });
    }
    case "PUT RENAME": {
      there();
      const to = path.join(folder, asked("destination") ?? "");
      if (existsSync(to) && asked("renameoptions") !== "OVERWRITE") return json({ boolean: false });
      renameSync(file, to);
      return json({ boolean: true });
    }
    case "GET OPEN":
    case "PUT CREATE":
      if (asked("datanode") === null) {
        // The namenode only says where the bytes are.
        if (request.method === "GET") there();
        url.searchParams.set("datanode", "true");
        if (asked("noredirect") === "true") return json({ Location: url.href });
        return void response.writeHead(307, { location: url.href }).end();
      }
      if (request.method === "GET") return pipeline(createReadStream(file), response);
      mkdirSync(path.dirname(file), { recursive: true });
      await pipeline(request, createWriteStream(file));
      return void response.writeHead(201).end();
    default:
      throw new Refused(400, "IllegalArgumentException", `Invalid operation ${asked("op")}`);
  }
}

function statusOf(file: string, pathSuffix: string) {
  const { size, mtimeMs } = statSync(file);
  const type = statSync(file).isDirectory() ? "DIRECTORY" : "FILE";
  return { length: size, modificationTime: Math.floor(mtimeMs), pathSuffix, type, owner: HDFS_USER };
}
