import { readFile } from "node:fs/promises";
import { ownProgram } from "../project/own-program.ts";

export interface Served {
  readonly type: string;
  readonly body: string | Buffer;
}

/** Nothing but our own script and style sheets may run or load. */
const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "font-src 'self'",
  "img-src data: blob:",
  "connect-src 'self'",
  "worker-src blob:",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const FILES: Readonly<Record<string, string>> = {
  "/panel.js": "text/javascript; charset=utf-8",
  "/panel.css": "text/css; charset=utf-8",
  "/web.css": "text/css; charset=utf-8",
  "/controls.js": "text/javascript; charset=utf-8",
  "/layout-worker.js": "text/javascript; charset=utf-8",
};

/** @param nonce of the style sheets that the components of the page make */
export function contentPolicy(nonce: string): string {
  return `${CONTENT_POLICY}; style-src 'self' 'nonce-${nonce}'`;
}

/** What lies at an address: the page or one of its few files, and nothing that is not named here. */
export async function servedFile(address: string, project: string, nonce: string): Promise<Served | undefined> {
  if (address === "/") return { type: "text/html; charset=utf-8", body: page(project, nonce) };
  const type = Object.hasOwn(FILES, address) ? FILES[address] : undefined;
  return type === undefined ? undefined : { type, body: await readFile(ownProgram(`webview${address}`)) };
}

function page(project: string, nonce: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <meta property="csp-nonce" content="${nonce}">
  <title>${escapeHtml(project)} · Pipewright</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/web.css">
  <link rel="stylesheet" href="/panel.css">
</head>
<body class="vscode-dark" data-host="browser" data-worker="/layout-worker.js" data-controls="/controls.js" data-project="${escapeHtml(project)}">
  <script src="/panel.js"></script>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
