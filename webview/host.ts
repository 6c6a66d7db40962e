import { createBirpc } from "birpc";
import type { PanelApi, PanelEvents } from "../src/protocol/panel-api.ts";
import { isQuery } from "../src/protocol/panel-ask.ts";

/** Who shows the page: VS Code, or a browser with `pipewright serve` behind it. */
export interface Host {
  readonly isEditor: boolean;
  readonly api: PanelApi;
  /** Hears what the host tells; `ready` asks for all of it. */
  hear(events: PanelEvents): void;
  readonly state: StateStore;
}

/** What the page looks like again after it was hidden or reloaded, by part. */
export interface StateStore {
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- who asks knows what it has kept there
  get<T>(part: string): T | undefined;
  set(part: string, value: unknown): void;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): Record<string, unknown> | undefined;
  setState(state: Record<string, unknown>): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

// Before what reads them: the host is made as soon as this file is loaded.
const STATE = "pipewright";
const PAUSE_MS = 200;

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
    timeout: -1,
  });
  return {
    isEditor: true,
    api: api,
    hear: (events) => {
      heard = events;
      void api.ready({});
    },
    state: stateStore(state, () => vscode.setState(state)),
  };
}

/** @param keep writes all of it: not for every frame in which something is moved */
function stateStore(state: Record<string, unknown>, keep: () => void): StateStore {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keepNow = () => {
    clearTimeout(timer);
    if (timer !== undefined) keep();
    timer = undefined;
  };
  window.addEventListener("pagehide", keepNow);
  return {
    get: (part) => state[part] as undefined,
    set: (part, value) => {
      state[part] = value;
      timer ??= setTimeout(keepNow, PAUSE_MS);
    },
  };
}

function browserHost(): Host {
  const state = JSON.parse(sessionStorage.getItem(STATE) ?? "{}") as Record<string, unknown>;
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
    state: stateStore(state, () => sessionStorage.setItem(STATE, JSON.stringify(state))),
  };
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
