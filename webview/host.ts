import { createBirpc } from "birpc";
import type { PanelApi, PanelEvents } from "../src/protocol/panel-api.ts";
import { isQuery } from "../src/protocol/panel-ask.ts";
import { unpackMessage } from "../src/protocol/panel-message.ts";
import { StateStore } from "./state-store.ts";

/** Who shows the page: VS Code, or a browser with `pipewright serve` behind it. */
export interface Host {
  readonly isEditor: boolean;
  readonly api: PanelApi;
  /** Hears what the host tells; `ready` asks for all of it. */
  hear(events: PanelEvents): void;
  readonly state: StateStore;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): Record<string, unknown> | undefined;
  setState(state: Record<string, unknown>): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

// Before what reads them: the host is made as soon as this file is loaded.
const STATE = "pipewright";
/** What is larger is asked for and made anew sooner than it is read. */
const MOST_KEPT = 2_500_000;

export const host: Host = document.body.dataset.host === "editor" ? editorHost() : browserHost();

function editorHost(): Host {
  const vscode = acquireVsCodeApi();
  const state = vscode.getState() ?? {};
  let heard: PanelEvents | undefined;
  const hearing = Object.fromEntries(
    (["graph", "statuses", "unavailable", "historyChanged", "cursor", "open"] as const).map((name) => [
      name,
      (...args: unknown[]) => (heard?.[name] as ((...args: unknown[]) => void) | undefined)?.(...args),
    ]),
  );
  const api = createBirpc<PanelApi, object>(hearing, {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- VS Code, not a window
    post: (message) => vscode.postMessage(message),
    on: (listener) => window.addEventListener("message", ({ data }) => listener(data)),
    deserialize: unpackMessage,
    timeout: -1,
  });
  return {
    isEditor: true,
    api: api,
    hear: (events) => {
      heard = events;
      void api.ready({});
    },
    state: new StateStore(
      (part) => state[part],
      (changed) => {
        for (const [part, value] of changed) state[part] = isSmall(value) ? value : undefined;
        vscode.setState(state);
      },
    ),
  };
}

function isSmall(value: unknown): boolean {
  return (JSON.stringify(value) ?? "").length <= MOST_KEPT;
}

function browserHost(): Host {
  const api = new Proxy({} as PanelApi, {
    get: (_, name: string) => (ask: unknown) => (isQuery(name) ? get(name, ask) : post(name, ask)),
  });
  return {
    isEditor: false,
    api,
    hear: (events) => {
      const source = new EventSource("/events");
      source.addEventListener("message", ({ data }: MessageEvent<string>) => {
        const [name, ...args] = JSON.parse(data) as [keyof PanelEvents, ...unknown[]];
        (events[name] as (...args: unknown[]) => void)(...args);
      });
      // It asks again by itself, as long as the page is open; what it says then is all there is to know.
      source.addEventListener("error", () => document.body.classList.add("disconnected"));
      source.addEventListener("open", () => document.body.classList.remove("disconnected"));
    },
    state: new StateStore((part) => JSON.parse(sessionStorage.getItem(keyOf(part)) ?? "null") ?? undefined, keep),
  };
}

function keyOf(part: string): string {
  return `${STATE}.${part}`;
}

function keep(changed: ReadonlyMap<string, unknown>): void {
  for (const [part, value] of changed) {
    const text = JSON.stringify(value) ?? "";
    try {
      if (text === "" || text.length > MOST_KEPT) sessionStorage.removeItem(keyOf(part));
      else sessionStorage.setItem(keyOf(part), text);
    } catch {
      // There is no room for more, or the browser keeps nothing: it is asked for again then.
      sessionStorage.removeItem(keyOf(part));
    }
  }
}

async function get(name: string, ask: unknown): Promise<unknown> {
  return answerOf(await fetch(`/api/${name}?ask=${encodeURIComponent(JSON.stringify(ask))}`));
}

async function post(name: string, ask: unknown): Promise<unknown> {
  const headers = { "content-type": "application/json" };
  return answerOf(await fetch(`/api/${name}`, { method: "POST", headers, body: JSON.stringify(ask) }));
}

async function answerOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (response.ok) return JSON.parse(text) ?? undefined;
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  throw new Error(isJson ? (JSON.parse(text) as { readonly error: string }).error : text);
}
