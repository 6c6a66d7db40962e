import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

/** The page of the graph: nothing but our own script and style sheet may run or load. */
export function graphPage(webview: vscode.Webview, web: vscode.Uri): string {
  const nonce = randomBytes(16).toString("base64");
  const script = webview.asWebviewUri(vscode.Uri.joinPath(web, "panel.js"));
  const style = webview.asWebviewUri(vscode.Uri.joinPath(web, "panel.css"));
  const policy = `default-src 'none'; style-src ${webview.cspSource} 'nonce-${nonce}'; font-src ${webview.cspSource}; script-src 'nonce-${nonce}'; img-src data: blob:; connect-src ${webview.cspSource}; worker-src blob:`;
  const worker = webview.asWebviewUri(vscode.Uri.joinPath(web, "layout-worker.js"));
  const controls = webview.asWebviewUri(vscode.Uri.joinPath(web, "controls.js"));
  const words = JSON.stringify(vscode.l10n.bundle ?? {});
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta property="csp-nonce" content="${nonce}">
  <meta name="viewport" content="width=device-width">
  <title>${escapeHtml(vscode.l10n.t("Task Graph"))}</title>
  <link rel="stylesheet" href="${style}">
</head>
<body data-host="editor" data-worker="${worker}" data-controls="${controls}" data-words="${escapeHtml(words)}">
  <script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
