import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { text } from "node:stream/consumers";
import type { PanelActions } from "../../protocol/panel-api.ts";
import { isQuery, readPanelAsk } from "../../protocol/panel-ask.ts";
import type { Project } from "../project/project.ts";
import { UserError } from "../run/user-error.ts";
import { Access } from "./access.ts";
import { EventStreams } from "./event-streams.ts";
import { LiveProject } from "./live-project.ts";
import { contentPolicy, servedFile } from "./page.ts";
import { panelActions } from "./panel-actions.ts";
import { panelQueries } from "./panel-queries.ts";

const API = "/api/";
const MOST_BYTES = 1_000_000;

const HEADERS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
};

/**
 * Serves the page of a project on loopback.
 *
 * @param port 0: one that is free
 * @param signal ends it
 * @returns the address to open, which has the token
 */
export async function serveProject(project: Project, port: number, signal: AbortSignal): Promise<string> {
  const streams = new EventStreams();
  const live = new LiveProject(project, streams.everybody, signal);
  const queries = panelQueries(project);
  const actions = panelActions(project);
  const server = createServer((request, response) => {
    const nonce = randomBytes(16).toString("base64");
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    response.setHeader("content-security-policy", contentPolicy(nonce));
    answer(request, response, nonce).catch((error: unknown) => {
      if (!(error instanceof UserError)) console.error(error);
      send(response, 400, { error: error instanceof Error ? error.message : String(error) });
    });
  });
  const access = new Access(() => (server.address() as AddressInfo).port);

  const answer = async (request: IncomingMessage, response: ServerResponse, nonce: string): Promise<void> => {
    const admission = access.admit(request);
    if (admission.admitted === false) return send(response, admission.status, admission.why);
    if (admission.admitted === "again") {
      response.writeHead(303, { location: admission.to, "set-cookie": admission.cookie }).end();
      return;
    }
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    if (request.method === "GET" && pathname === "/events") return live.tellAll(streams.add(response));
    if (pathname.startsWith(API)) {
      const name = pathname.slice(API.length);
      if (request.method === "GET" && isQuery(name)) {
        const ask = readPanelAsk(name, parsed(searchParams.get("ask")));
        if (ask === undefined) return send(response, 400, { error: `This is no question for ${name}.` });
        return send(response, 200, await (queries[name] as (ask: unknown) => Promise<unknown>)(ask));
      }
      if (request.method === "POST" && isAction(name, actions)) {
        if (!/^application\/json\b/.test(request.headers["content-type"] ?? ""))
          return send(response, 415, { error: "Send JSON." });
        const ask = readPanelAsk(name, parsed(await bodyOf(request)));
        if (ask === undefined) return send(response, 400, { error: `This is nothing that ${name} could do.` });
        await (actions[name] as (ask: unknown) => Promise<void>)(ask);
        return send(response, 200, null);
      }
    }
    const file = request.method === "GET" ? await servedFile(pathname, path.basename(project.root), nonce) : undefined;
    if (file === undefined) return send(response, 404, "There is nothing here.");
    response.writeHead(200, { "content-type": file.type, "cache-control": "no-cache" }).end(file.body);
  };

  signal.addEventListener("abort", () => {
    streams.close();
    server.close();
    server.closeAllConnections();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/?token=${access.token}`;
}

function isAction(name: string, actions: PanelActions): name is keyof PanelActions {
  return Object.hasOwn(actions, name);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const isText = typeof body === "string";
  const type = isText ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
  if (!response.headersSent) response.writeHead(status, { "content-type": type, "cache-control": "no-store" });
  response.end(isText ? body : JSON.stringify(body ?? null));
}

function parsed(json: string | null): unknown {
  try {
    return JSON.parse(json ?? "null");
  } catch {
    return undefined;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  if (Number(request.headers["content-length"] ?? MOST_BYTES + 1) > MOST_BYTES)
    throw new UserError("That is too long.");
  return text(request);
}
