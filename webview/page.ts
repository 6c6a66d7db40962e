import type { PageName } from "../src/protocol/panel-api.ts";

export interface About {
  readonly family?: string;
  /** Of the graph: only what is near the class, wherever the editor's cursor goes. */
  readonly near?: boolean;
  readonly runId?: string;
  readonly taskId?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly range?: { readonly over: string; readonly from: string; readonly to: string };
}

/** One of the panel's pages. It is made once and hidden while another one is seen. */
export interface Page {
  readonly element: HTMLElement;
  /** It comes into sight. */
  shown(): void;
  /** Somebody wants it, about something. */
  open(about: About): void;
}

/** How pages lead to each other, and tell what went wrong. */
export interface PageLinks {
  open(page: PageName, about: About): void;
  failed(this: void, error: unknown): void;
}
