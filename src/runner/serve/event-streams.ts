import type { ServerResponse } from "node:http";
import type { PanelEvents } from "../../protocol/panel-api.ts";

const NAMES: readonly (keyof PanelEvents)[] = ["graph", "statuses", "unavailable", "historyChanged", "cursor", "open"];

/** The pages that listen, by server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export class EventStreams {
  readonly #open = new Set<ServerResponse>();

  /** Tells all of them. */
  readonly everybody: PanelEvents = teller((line) => this.#open.forEach((response) => response.write(line)));

  /** @returns what tells this page alone */
  add(response: ServerResponse): PanelEvents {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    this.#open.add(response);
    response.on("close", () => this.#open.delete(response));
    return teller((line) => void response.write(line));
  }

  close(): void {
    for (const response of this.#open) response.end();
  }
}

function teller(write: (line: string) => void): PanelEvents {
  const functions = NAMES.map((name) => [
    name,
    (...args: unknown[]) => write(`data: ${JSON.stringify([name, ...args])}\n\n`),
  ]);
  return Object.fromEntries(functions) as PanelEvents;
}
