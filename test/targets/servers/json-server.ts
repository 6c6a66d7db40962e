import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a server of ours answers where it refuses. */
export class Refused extends Error {
  readonly status: number;
  /** The protocol's own word for it. */
  readonly reason: string;
  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

export interface JsonServer {
  /** `http://127.0.0.1:…` */
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * Runs a server of ours on loopback that speaks in JSON. Errors that are not `Refused` are its own.
 *
 * @param answer resolves when the response was ended
 * @param refuse makes the JSON that the protocol tells an error by
 */
export async function jsonServer(
  answer: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>,
  refuse: (refused: Refused) => unknown,
): Promise<JsonServer> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "", `http://${request.headers.host}`);
    answer(request, response, url).catch((error: unknown) => {
      if (response.headersSent) return void response.destroy();
      const refused = error instanceof Refused ? error : new Refused(500, "backendError", String(error));
      sendJson(response, refuse(refused), refused.status);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}
