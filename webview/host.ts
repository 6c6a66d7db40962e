import type { FromPanel, ToPanel } from "../src/protocol/panel-api.ts";
import type { Flow } from "./layout.ts";
import type { Viewport } from "./viewport.ts";

/** What the panel looks like again after it was hidden or the window was reloaded. */
export interface SavedState {
  readonly viewport?: Viewport;
  readonly focused?: string;
  readonly search?: string;
  readonly flow?: Flow;
}

interface VsCodeApi {
  postMessage(message: FromPanel): void;
  getState(): SavedState | undefined;
  setState(state: SavedState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export function tellHost(message: FromPanel): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- VS Code, not a window
  api.postMessage(message);
}

export function hearHost(hear: (message: ToPanel) => void): void {
  window.addEventListener("message", ({ data }: MessageEvent<ToPanel>) => hear(data));
}

export function savedState(): SavedState {
  return api.getState() ?? {};
}

export function saveState(change: SavedState): void {
  api.setState({ ...savedState(), ...change });
}
