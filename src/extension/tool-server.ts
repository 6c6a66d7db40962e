import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type * as vscode from "vscode";
import { findNode } from "./node-runtime.ts";
import { locatePipewright } from "./pipewright-location.ts";
import { whyNothingRuns } from "./why-nothing-runs.ts";

interface Waiting {
  readonly resolve: (result: ToolResult) => void;
  readonly reject: (error: Error) => void;
}

/** What a tool of the server says. */
export interface ToolResult {
  readonly content?: readonly { readonly text?: string }[];
  readonly isError?: boolean;
}

/**
 * The project's `pipewright mcp`, for the tools of this window's language models: started by the first call. It is asked
 * in the protocol's own words, one JSON a line; its library would be most of the extension.
 */
export class ToolServer implements vscode.Disposable {
  readonly #folder: vscode.Uri;
  readonly #extensionUri: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #waiting = new Map<number, Waiting>();
  #child: Promise<ChildProcessByStdio<Writable, Readable, Readable>> | undefined;
  #count = 0;

  constructor(folder: vscode.Uri, extensionUri: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#folder = folder;
    this.#extensionUri = extensionUri;
    this.#log = log;
  }

  /** @throws Error with what the tool says is wrong, or when there is no server */
  async call(name: string, input: object): Promise<string> {
    this.#child ??= this.#start();
    const child = await this.#child;
    const { content = [], isError } = await this.#ask(child.stdin, "tools/call", { name, arguments: input });
    const text = content.map((part) => part.text ?? "").join("\n");
    if (isError) throw new Error(text);
    return text;
  }

  dispose(): void {
    // It ends with its input, and its runs with it.
    void this.#child?.then(({ stdin }) => stdin.end()).catch(() => undefined);
  }

  async #start(): Promise<ChildProcessByStdio<Writable, Readable, Readable>> {
    const reason = whyNothingRuns(this.#folder);
    if (reason !== undefined) throw new Error(reason);
    const node = await findNode(this.#folder);
    const { cli } = locatePipewright(this.#folder, this.#extensionUri);
    const child = spawn(node.command, [cli, "mcp"], {
      cwd: this.#folder.fsPath,
      env: { ...process.env, ...node.env },
      stdio: ["pipe", "pipe", "pipe"],
      windowsHide: true,
    });
    const gone = (why: string) => {
      this.#child = undefined;
      for (const { reject } of this.#waiting.values()) reject(new Error(why));
      this.#waiting.clear();
    };
    child.once("error", ({ message }) => gone(message));
    child.once("close", (code) => gone(`pipewright mcp ended with ${code}`));
    child.stdin.on("error", ({ message }) => gone(message));
    child.stderr.setEncoding("utf8").on("data", (text: string) => this.#log.info(text.trimEnd()));
    createInterface({ input: child.stdout }).on("line", (line) => this.#hear(line));
    const clientInfo = { name: "vscode-pipewright", version: "1" };
    await this.#ask(child.stdin, "initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo });
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" })}\n`);
    return child;
  }

  #ask(stdin: Writable, method: string, params: object): Promise<ToolResult> {
    const id = ++this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`);
    });
  }

  #hear(line: string): void {
    const { id, result, error } = JSON.parse(line) as {
      readonly id?: number;
      readonly result?: ToolResult;
      readonly error?: { readonly message: string };
    };
    const waiting = id === undefined ? undefined : this.#waiting.get(id);
    if (id === undefined || waiting === undefined) return;
    this.#waiting.delete(id);
    if (error === undefined) waiting.resolve(result ?? {});
    else waiting.reject(new Error(error.message));
  }
}
