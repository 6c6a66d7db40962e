import * as vscode from "vscode";

/** What a webview says before anybody answers: its page is loaded while it is still found out what it is about. */
export class EarlyMessages {
  readonly #webview: vscode.Webview;
  readonly #said: unknown[] = [];
  readonly #listening: vscode.Disposable;

  constructor(webview: vscode.Webview) {
    this.#webview = webview;
    this.#listening = webview.onDidReceiveMessage((message) => this.#said.push(message));
  }

  /** Lets somebody hear all of it, as soon as they have got ready for that, and what comes from then on. */
  pass(listener: (message: unknown) => void): void {
    this.#listening.dispose();
    this.#webview.onDidReceiveMessage(listener);
    queueMicrotask(() => {
      for (const message of this.#said) listener(message);
    });
  }
}
